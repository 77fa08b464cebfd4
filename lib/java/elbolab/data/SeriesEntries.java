package elbolab.data;

import java.util.List;

/** The catalogue's time series. */
final class SeriesEntries {
  private static final String MULTIVARIATE =
      "https://raw.githubusercontent.com/laiguokun/multivariate-time-series-data/master/";
  private static final String ETT =
      "https://raw.githubusercontent.com/zhouhaoyi/ETDataset/main/ETT-small/";

  private SeriesEntries() {}

  static List<DataSet> all() {
    return List.of(electricity(), ett(), exchangeRate(), gaitMotion());
  }

  private static DataSet electricity() {
    return new DataSet(
        "electricity",
        "Electricity load of 321 clients, hourly, 2012 to 2014",
        "CC BY 4.0 in the UCI catalogue; parts: Mulan PSL v2, Apache 2.0, not stated",
        "Forecasting. The digest of the whole table is not known here. The parts are real, with their"
            + " times rewritten; results on them are not comparable to those on the whole.",
        "DeepDIVE: tables 2 and 3",
        "loads made by the program with known cycles (SyntheticLoad)",
        List.of(
            DataFile.ofUnknownDigest(
                Electricity.ALL_CLIENTS.path(),
                Source.download(
                    new Conversion.AsIs(), MULTIVARIATE + "electricity/electricity.txt.gz")),
            part(
                Electricity.TWO_CLIENTS,
                141_504,
                "313ccfe712d3e84966c8077e5e67d0e12fb1fdd46a9d38251667f30d227f7d20",
                "Columns 0 and OT of electricity.csv as forecasting repositories hold it"),
            part(
                Electricity.FIRST_HOURS,
                367_947,
                "bbfdf1c320be2599d307872d993341e9ea19f1a17526d27d6bff7f32b7cd11e1",
                "Columns 0 to 201 and OT, first 1000 hours, of the same electricity.csv"),
            part(
                Electricity.TEN_CLIENTS,
                235_093,
                "6d2a3ba97568a354ad03b3317d79fbad9312c0259a7dcbc31857925af84705a3",
                "Clients MT_001 to MT_010 of UCI's ElectricityLoadDiagrams20112014, hourly means"),
            part(
                Electricity.ONE_CLIENT,
                224_328,
                "875d0d32cccb5a9f6c5c04ec82a6e32339ccb7b5a8558f6aa9a7ca1bdca039b2",
                "Client MT_200 of UCI's ElectricityLoadDiagrams20112014, hourly sums")));
  }

  private static DataFile part(Electricity which, long bytes, String sha256, String what) {
    return DataFile.of(
        which.path(),
        bytes,
        sha256,
        new Source.ByHand(what + ", with a header and ISO times, packed."));
  }

  private static DataSet ett() {
    return new DataSet(
        "ett",
        "Electricity transformer temperature, hourly (Zhou et al. 2021)",
        "CC BY-ND 4.0",
        "Forecasting, seven channels, target OT.",
        "none; a complete series beside electricity",
        "",
        List.of(
            DataFile.of(
                TransformerTemperature.ETTH1.path(),
                2_589_657,
                "f18de3ad269cef59bb07b5438d79bb3042d3be49bdeecf01c1cd6d29695ee066",
                Source.download(new Conversion.AsIs(), ETT + "ETTh1.csv")),
            DataFile.of(
                TransformerTemperature.ETTH2.path(),
                2_417_960,
                "a3dc2c597b9218c7ce1cd55eb77b283fd459a1d09d753063f944967dd6b9218b",
                Source.download(new Conversion.AsIs(), ETT + "ETTh2.csv"))));
  }

  private static DataSet exchangeRate() {
    return new DataSet(
        "exchange_rate",
        "Exchange rates of eight currencies, daily, 1990 to 2016",
        "not stated",
        "Forecasting; its published results check the whole way from file to score.",
        "none; checks the metrics of DeepDIVE",
        "",
        List.of(
            DataFile.of(
                ExchangeRate.PATH,
                177_142,
                "6a4fbb561dcdee43f071a83badbeec9223a335552278348656738b556f1c2e9d",
                Source.download(
                    new Conversion.AsIs(), MULTIVARIATE + "exchange_rate/exchange_rate.txt.gz"))));
  }

  private static DataSet gaitMotion() {
    return new DataSet(
        "gaitmotion",
        "GaitMotion: normal and pathological gait (Zhang et al. 2024)",
        "see the Dataverse page",
        "Forecasting with labels, six channels. GaitMotion reads its folders Normal, Shuffle and"
            + " Stroke; tried on files made in its format, not on the recordings.",
        "DeepDIVE: table 1, figure 2",
        "walks made by the program with known strides (SyntheticGait)",
        List.of(
            DataFile.ofUnknownDigest(
                "gaitmotion/GaitMotion.zip",
                new Source.ByHand(
                    "Its recordings are on the UBC Dataverse, https://doi.org/10.5683/SP3/V6C59O."
                        + " Unpack it beside, so that the folder gaitmotion/Normal holds P1_….pkl."))));
  }
}
