"""The whole way from a table of numbers to RRSE, CORR and MSE of the baselines, written once more.

    autoregression.py FILE LOOK_BACK DISTANCE SCALING WEIGHTS PENALTY...

FILE holds comma separated numbers, a row per step. Windows belong to the block (60, 20, 20 %) of
their target. SCALING is STANDARD or MAXIMUM, WEIGHTS is PER_SERIES or SHARED. Least squares are
solved by numpy's lstsq (SVD) on the windows themselves, a penalty as further rows; the penalty with
the least error on the validation block is taken. Prints a line for each of the two baselines: its
name, RRSE, CORR, MSE, penalty; then the weights of the first series.
"""

import sys

import numpy as np


def scaled(table, scaling, train_end):
    if scaling == "MAXIMUM":
        offset, factor = np.zeros(table.shape[1]), np.abs(table).max(axis=0)
    else:
        offset, factor = table[:train_end].mean(axis=0), table[:train_end].std(axis=0)
    # The values are kept as 32-bit numbers, as a model takes them.
    return ((table - offset) / factor).astype(np.float32).astype(float), offset, factor


def windows(values, look_back, distance, begin, end):
    """x [n, series, look_back] and y [n, series] of the targets from begin to end."""
    begin = max(begin, look_back + distance - 1)
    target = np.arange(begin, end)
    first = target - distance - look_back + 1
    x = values[first[:, None] + np.arange(look_back)]
    return x.transpose(0, 2, 1), values[target]


def fit(x, y, penalty):
    n, lags = x.shape
    regressors = np.hstack([x, np.ones((n, 1))])
    ridge = np.hstack([np.sqrt(n * penalty) * np.eye(lags), np.zeros((lags, 1))])
    return np.linalg.lstsq(
        np.vstack([regressors, ridge]), np.concatenate([y, np.zeros(lags)]), rcond=None
    )[0]


def forecasts(x, y, asked, weights, penalty):
    """Forecasts of each array in asked, and the weights of the first series."""
    series = x.shape[1]
    if weights == "SHARED":
        same = fit(x.reshape(-1, x.shape[2]), y.reshape(-1), penalty)
        each = [same] * series
    else:
        each = [fit(x[:, c], y[:, c], penalty) for c in range(series)]
    made = [
        np.stack([a[:, c] @ each[c][:-1] + each[c][-1] for c in range(series)], axis=1)
        for a in asked
    ]
    return made, each[0]


def scores(forecast, truth):
    rrse = np.sqrt(((forecast - truth) ** 2).sum() / ((truth - truth.mean()) ** 2).sum())
    moving = truth.std(axis=0) > 0
    apart = (forecast - forecast.mean(axis=0)) * (truth - truth.mean(axis=0))
    corr = apart.mean(axis=0)[moving] / (forecast.std(axis=0) * truth.std(axis=0))[moving]
    return rrse, corr.mean(), ((forecast - truth) ** 2).mean()


def main(file, look_back, distance, scaling, weights, *penalties):
    look_back, distance = int(look_back), int(distance)
    table = np.loadtxt(file, delimiter=",", ndmin=2)
    n = len(table)
    train_end, validation_end = n * 3 // 5, n * 4 // 5
    values, offset, factor = scaled(table, scaling, train_end)
    x, y = windows(values, look_back, distance, 0, train_end)
    x_valid, y_valid = windows(values, look_back, distance, train_end, validation_end)
    x_test, y_test = windows(values, look_back, distance, validation_end, n)
    truth = y_test * factor + offset
    naive = x_test[:, :, -1] * factor + offset
    print("naive", *(repr(float(s)) for s in scores(naive, truth)), "0.0")
    tried = []
    for penalty in map(float, penalties):
        (valid, test), first = forecasts(x, y, [x_valid, x_test], weights, penalty)
        tried.append((((valid - y_valid) ** 2).mean(), penalty, test, first))
    _, penalty, test, first = min(tried, key=lambda t: t[0])
    print("ar", *(repr(float(s)) for s in scores(test * factor + offset, truth)), penalty)
    print("weights", *(repr(float(w)) for w in first))


if __name__ == "__main__":
    main(*sys.argv[1:])
