"""Solutions of three systems by scipy, for comparison: a line for each, the state at all asked times.

Solved by DOP853 at tolerances of 1e-13, from time to time, so that nothing is interpolated.
"""

import numpy as np
from scipy.integrate import solve_ivp

TIMES = [0.0, 0.7, 2.0, 5.0, 10.0]
SYSTEMS = {
    "pendulum": (lambda t, z: [z[1], -np.sin(z[0]) - 0.1 * z[1]], [2.5, 0.0]),
    "lotka-volterra": (
        lambda t, z: [1.1 * z[0] - 0.4 * z[0] * z[1], 0.1 * z[0] * z[1] - 0.4 * z[1]],
        [10.0, 5.0],
    ),
    "van-der-pol": (
        lambda t, z: [z[1], 2 * (1 - z[0] ** 2) * z[1] - z[0] + 0.5 * np.cos(t)],
        [0.5, 0.0],
    ),
}

for name, (field, z) in SYSTEMS.items():
    states = [z]
    for begin, end in zip(TIMES, TIMES[1:]):
        step = solve_ivp(field, (begin, end), states[-1], "DOP853", rtol=1e-13, atol=1e-13)
        states.append(step.y[:, -1])
    print(name, *(repr(float(x)) for x in np.concatenate(states)))
