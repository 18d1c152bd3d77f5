CREATE OR ALTER VIEW "gold"."windows" AS
SELECT
    "clip", "window", "start_sample", "samples", "amp_kurt", "amp_skew", "amp_entropy", "amp_mean", "amp_median", "amp_mode", "amp_min",
    "amp_max", "amp_var", "amp_stddev", "amp_first_quart", "amp_third_quart", "amp_range", "amp_inter_quart_range", "zcr", "poly_feat_1",
    "poly_feat_2", "spec_cent", "spec_bw", "spec_flat", "spec_roll", "mel_spec_mean", "mel_spec_median", "mel_spec_mode",
    "mel_spec_mode_cnt", "mel_spec_min", "mel_spec_max", "mel_spec_range", "mel_spec_var", "mel_spec_std", "mel_spec_first_quart",
    "mel_spec_third_quart", "mel_spec_inter_quart_range", "mel_spec_entropy", "mel_spec_kurt", "mel_spec_skew", "mel_spec_db_mean",
    "mel_spec_db_median", "mel_spec_db_mode", "mel_spec_db_mode_cnt", "mel_spec_db_min", "mel_spec_db_max", "mel_spec_db_range",
    "mel_spec_db_var", "mel_spec_db_std", "mel_spec_db_first_quart", "mel_spec_db_third_quart", "mel_spec_db_inter_quart_range",
    "mel_spec_db_entropy", "mel_spec_db_kurt", "mel_spec_db_skew", "mfcc_mean", "mfcc_median", "mfcc_mode", "mfcc_mode_cnt", "mfcc_min",
    "mfcc_max", "mfcc_range", "mfcc_var", "mfcc_std", "mfcc_first_quart", "mfcc_third_quart", "mfcc_inter_quart_range", "mfcc_entropy",
    "mfcc_kurt", "mfcc_skew", "spec_cont_mean", "spec_cont_median", "spec_cont_mode", "spec_cont_mode_cnt", "spec_cont_min", "spec_cont_max",
    "spec_cont_range", "spec_cont_var", "spec_cont_std", "spec_cont_first_quart", "spec_cont_third_quart", "spec_cont_inter_quart_range",
    "spec_cont_entropy", "spec_cont_kurt", "spec_cont_skew", "speaker", "gender", "split", "clip_sha256", "feature_set", "run_id"
FROM OPENROWSET(
    BULK 'tables/windows',
    DATA_SOURCE = 'gold',
    FORMAT = 'DELTA'
) WITH (
    "clip" varchar(8000), "window" int, "start_sample" int, "samples" int, "amp_kurt" float, "amp_skew" float, "amp_entropy" float,
    "amp_mean" float, "amp_median" float, "amp_mode" float, "amp_min" float, "amp_max" float, "amp_var" float, "amp_stddev" float,
    "amp_first_quart" float, "amp_third_quart" float, "amp_range" float, "amp_inter_quart_range" float, "zcr" float, "poly_feat_1" float,
    "poly_feat_2" float, "spec_cent" float, "spec_bw" float, "spec_flat" float, "spec_roll" float, "mel_spec_mean" float,
    "mel_spec_median" float, "mel_spec_mode" float, "mel_spec_mode_cnt" float, "mel_spec_min" float, "mel_spec_max" float,
    "mel_spec_range" float, "mel_spec_var" float, "mel_spec_std" float, "mel_spec_first_quart" float, "mel_spec_third_quart" float,
    "mel_spec_inter_quart_range" float, "mel_spec_entropy" float, "mel_spec_kurt" float, "mel_spec_skew" float, "mel_spec_db_mean" float,
    "mel_spec_db_median" float, "mel_spec_db_mode" float, "mel_spec_db_mode_cnt" float, "mel_spec_db_min" float, "mel_spec_db_max" float,
    "mel_spec_db_range" float, "mel_spec_db_var" float, "mel_spec_db_std" float, "mel_spec_db_first_quart" float,
    "mel_spec_db_third_quart" float, "mel_spec_db_inter_quart_range" float, "mel_spec_db_entropy" float, "mel_spec_db_kurt" float,
    "mel_spec_db_skew" float, "mfcc_mean" float, "mfcc_median" float, "mfcc_mode" float, "mfcc_mode_cnt" float, "mfcc_min" float,
    "mfcc_max" float, "mfcc_range" float, "mfcc_var" float, "mfcc_std" float, "mfcc_first_quart" float, "mfcc_third_quart" float,
    "mfcc_inter_quart_range" float, "mfcc_entropy" float, "mfcc_kurt" float, "mfcc_skew" float, "spec_cont_mean" float,
    "spec_cont_median" float, "spec_cont_mode" float, "spec_cont_mode_cnt" float, "spec_cont_min" float, "spec_cont_max" float,
    "spec_cont_range" float, "spec_cont_var" float, "spec_cont_std" float, "spec_cont_first_quart" float, "spec_cont_third_quart" float,
    "spec_cont_inter_quart_range" float, "spec_cont_entropy" float, "spec_cont_kurt" float, "spec_cont_skew" float, "speaker" varchar(8000),
    "gender" varchar(16), "split" varchar(16), "clip_sha256" varchar(64), "feature_set" varchar(8000), "run_id" varchar(64)
) AS "rows";
GO
