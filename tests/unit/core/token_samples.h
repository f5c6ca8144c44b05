/* SPDX-License-Identifier: Apache-2.0 */
/* Tokens by keys that nobody has any more, for tests of what reads them. Made by jose 6. */
#ifndef UNIT_CORE_TOKEN_SAMPLES_H
#define UNIT_CORE_TOKEN_SAMPLES_H

/* Issued at 1795290000 for five minutes by https://issuer.example.org, of run 7, job 90. */
#define RS256_N                                                                                \
	"nRDVWdOQBMfTymoPTx51XUKa7Ckrhzk7HYxVy5PcnGbe60EJqY0n8lKhXu0x-HjNT3JnNEZOqkVPVeZWuwZQ" \
	"pVtOSPapAm3GCMJZa854RXjFvDxDD9bITsgqiiNZ0BfMAoQ8DjWoCOq95gcmV5AVQX7uQimf_LEUh7t5-Sjp" \
	"hfbc9uQCFDCWQfw5gfoG0OCMQYH3Mmcgi_0f-kYX2JQ4Vshb9tB2VSwAjrbl_Da2pVpkqMuIpxgFWqc2Zqdw" \
	"OvSWByzO-obRLaWsa8xRHQi0P4o4aG5f8Alog6k4HCEih-OJCSCJFfHVVha_qktqucCYzDzO-F4SG8hA4RVJ" \
	"S5p6zQ"
#define RS256_E "AQAB"
#define RS256_RUN                                                                              \
	"eyJhbGciOiJSUzI1NiIsImtpZCI6InJzMjU2IiwidHlwIjoiSldUIn0.eyJpc3MiOiJodHRwczovL2lzc3Vl" \
	"ci5leGFtcGxlLm9yZyIsInJlcG9zaXRvcnkiOiJhY21lL3BheW1lbnRzIiwicmVwb3NpdG9yeV9pZCI6Ijc0" \
	"IiwicnVuX2lkIjoiNyIsInJ1bl9hdHRlbXB0IjoiMSIsImNoZWNrX3J1bl9pZCI6OTAsInNoYSI6IjExMTEx" \
	"MTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTEiLCJlbnZpcm9ubWVudCI6InByb2R1Y3Rpb24i" \
	"LCJqb2Jfd29ya2Zsb3dfcmVmIjoid0ByZWZzL2hlYWRzL21haW4iLCJuYmYiOjE3OTUyODk5NzAsImlhdCI6" \
	"MTc5NTI5MDAwMCwiZXhwIjoxNzk1MjkwMzAwLCJhdWQiOiJjaGFuZ2VnYXRlOmNvbGxlY3Q6NyJ9.cnYzWE7" \
	"deOz3jdqPEsJGGqLQiwX2iPdoClcfVaMz3cyAk92g7RQNlRKa2fOqHEo01BweLa-ivo2o0q8eu7IaBRUighK" \
	"ogo2DJwL_3pkvtl-EtGVWZR7uKG1agLCjak2_Yw4HKzYAkibEXYKRJPScn0_DlGpIssWAiiHM4QoX9R1I2Rc" \
	"wOsKHVNc6ZSJPXB6YtC99AamjnEp_Xc-DZZ3kEJ13KZx2DhFaqc7jkQqciKDH3bC_o3wdAlqJhiyxi5GjxLy" \
	"kBuklPyAgdM7H3guZ2fVsFXJ2nvwlsae9x5mEuBVucjS3zwUyUg9g7xKSurNrstVzUodwNAbsEtUGTbNGnA"
#define RS256_RECORD                                                                           \
	"eyJhbGciOiJSUzI1NiIsImtpZCI6InJzMjU2IiwidHlwIjoiSldUIn0.eyJpc3MiOiJodHRwczovL2lzc3Vl" \
	"ci5leGFtcGxlLm9yZyIsInJlcG9zaXRvcnkiOiJhY21lL3BheW1lbnRzIiwicmVwb3NpdG9yeV9pZCI6Ijc0" \
	"IiwicnVuX2lkIjoiNyIsInJ1bl9hdHRlbXB0IjoiMSIsImNoZWNrX3J1bl9pZCI6OTAsInNoYSI6IjExMTEx" \
	"MTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTEiLCJlbnZpcm9ubWVudCI6InByb2R1Y3Rpb24i" \
	"LCJqb2Jfd29ya2Zsb3dfcmVmIjoid0ByZWZzL2hlYWRzL21haW4iLCJuYmYiOjE3OTUyODk5NzAsImlhdCI6" \
	"MTc5NTI5MDAwMCwiZXhwIjoxNzk1MjkwMzAwLCJhdWQiOiJjaGFuZ2VnYXRlOnNoYTI1NjphYWFhYWFhYWFh" \
	"YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhIn0.XzrYUwD7" \
	"UwiQ6lChpMvFZsfNfEhPFr0hpbLZQHY5HjD2ZB-gvifDZLSIE1W6n5ojE7mNuxRZPTNUoSTGJeo7uoURFyaj" \
	"0NesSsjY6sgKKYzFYpQOwCk1ZAPEHtb_wdCd8IFTHqG5Re_r5NbFsJ6GvObDMVRiCDJX3rrbnPO2ZEwib8CP" \
	"iyRr7AUMOzkp4VIadiTeWKJDyUxXZIm-DZi4h1TkoWOFZUfyjJG9fJZAsPInJ5ZcGuK1jWSIa08lQrhGdCnq" \
	"2KHu0EgzPfNH3DWAYSHYe8qjBpHcoOSL2aqt9E_EohLW-M3SPo208cWpArkRU3nANcjNbIEXJ_kWoixSzw"
#define RS256_OTHER_RUN                                                                        \
	"eyJhbGciOiJSUzI1NiIsImtpZCI6InJzMjU2IiwidHlwIjoiSldUIn0.eyJpc3MiOiJodHRwczovL2lzc3Vl" \
	"ci5leGFtcGxlLm9yZyIsInJlcG9zaXRvcnkiOiJhY21lL3BheW1lbnRzIiwicmVwb3NpdG9yeV9pZCI6Ijc0" \
	"IiwicnVuX2lkIjoiOCIsInJ1bl9hdHRlbXB0IjoiMSIsImNoZWNrX3J1bl9pZCI6OTAsInNoYSI6IjExMTEx" \
	"MTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTEiLCJlbnZpcm9ubWVudCI6InByb2R1Y3Rpb24i" \
	"LCJqb2Jfd29ya2Zsb3dfcmVmIjoid0ByZWZzL2hlYWRzL21haW4iLCJuYmYiOjE3OTUyODk5NzAsImlhdCI6" \
	"MTc5NTI5MDAwMCwiZXhwIjoxNzk1MjkwMzAwLCJhdWQiOiJjaGFuZ2VnYXRlOnNoYTI1NjphYWFhYWFhYWFh" \
	"YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhIn0.j8YGRFEO" \
	"3_JBG3H3YUgr6eEIYPz1BkUVjyBNp6l0UdHtAxzfqLfAAm4jV2EKfmc1ApF399TqjA3zhr9ERb5HYfzZ7g-R" \
	"kSbgcyiiiBzStdkxEpevscgGnUrVUZruSKFISYg0JMmYjDSszIpNbNSeYnqwwAseOgNiht76KdoFoceyozfg" \
	"iVgcfuHPVxs2Om3canIquv-lLe4ivyqWYgGzJt_QtQw0y6nrprVhFPJTZD6Ygs0-jtR6OcVu1jFvo6dV229a" \
	"QnWnmPlY_5lj_b99j6ofvpln_kmkjBCpV7gcf9VBxGOXBJZQEKFR1Zuq2BY7nBAk0LLEakJeciSKWLuUUQ"
#define RS256_OTHER_JOB                                                                        \
	"eyJhbGciOiJSUzI1NiIsImtpZCI6InJzMjU2IiwidHlwIjoiSldUIn0.eyJpc3MiOiJodHRwczovL2lzc3Vl" \
	"ci5leGFtcGxlLm9yZyIsInJlcG9zaXRvcnkiOiJhY21lL3BheW1lbnRzIiwicmVwb3NpdG9yeV9pZCI6Ijc0" \
	"IiwicnVuX2lkIjoiNyIsInJ1bl9hdHRlbXB0IjoiMSIsImNoZWNrX3J1bl9pZCI6OTEsInNoYSI6IjExMTEx" \
	"MTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTEiLCJlbnZpcm9ubWVudCI6InByb2R1Y3Rpb24i" \
	"LCJqb2Jfd29ya2Zsb3dfcmVmIjoid0ByZWZzL2hlYWRzL21haW4iLCJuYmYiOjE3OTUyODk5NzAsImlhdCI6" \
	"MTc5NTI5MDAwMCwiZXhwIjoxNzk1MjkwMzAwLCJhdWQiOiJjaGFuZ2VnYXRlOmNvbGxlY3Q6NyJ9.ZBSUIG2" \
	"9yRoEX24uioHhaPmahjENI0tgsvjB-4oArmMYYjTIRb8V7b54_BfMt1Ms9ijjo3lWVNvki2YQ6oYF_4o72HV" \
	"gdF25wmtD-0c2lcYnfYSNgiYxs38GPWlVNwgz8eczH3Y5HNusA5mRTC-L_9xsVLNMAs2PnNc7SIRspY53Uwv" \
	"r5pbC7_JEcNULZatu59GaKfAsimUC8wW9McJ3V8Ir7kXFXKntk9-bYXqfeeUrM25HyBaxRmuDMdlOnYrCSzf" \
	"s-pJOXtDeTN9fI5zvQOAV4ajAEP0vvShmBNwVUuMjnlb0GtYOoYaZQIjvMyyE-MW0VD2-h83Rm1yaxrfSQA"
#define RS256_LISTED                                                                           \
	"eyJhbGciOiJSUzI1NiIsImtpZCI6InJzMjU2IiwidHlwIjoiSldUIn0.eyJpc3MiOiJodHRwczovL2lzc3Vl" \
	"ci5leGFtcGxlLm9yZyIsInJlcG9zaXRvcnkiOiJhY21lL3BheW1lbnRzIiwicmVwb3NpdG9yeV9pZCI6Ijc0" \
	"IiwicnVuX2lkIjoiNyIsInJ1bl9hdHRlbXB0IjoiMSIsImNoZWNrX3J1bl9pZCI6OTAsInNoYSI6IjExMTEx" \
	"MTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTEiLCJlbnZpcm9ubWVudCI6InByb2R1Y3Rpb24i" \
	"LCJqb2Jfd29ya2Zsb3dfcmVmIjoid0ByZWZzL2hlYWRzL21haW4iLCJuYmYiOjE3OTUyODk5NzAsImlhdCI6" \
	"MTc5NTI5MDAwMCwiZXhwIjoxNzk1MjkwMzAwLCJhdWQiOlsiY2hhbmdlZ2F0ZTpjb2xsZWN0OjciXX0.UU_J" \
	"CQEPosr8syoIK1Lp_dct-Gq7FqZie_csb-PnOwYwsmhFJkXw1v8r7NOmZunNkUPRExuquq84od9VHNkeI_KK" \
	"TrnSR0InK86elffYfPx-Bg64QH6lBeZTp_W73BANxnP3hZY4pQd_ilRyClU2pVjyKdzToPUfZkV0JHckeA1W" \
	"zsg6w8Fk76s6ISkGMrXFoddTwSv-zSSVWxRjro71B9y14us6vUZSFgWiUcCFjU5RSYIRyHWxs_P2PwP7po6c" \
	"Cq0qd7N4S3nH1wMNN8xAc760zgh8P3bOHxpFFwkkpT2UHFtFbIIVTroD3bF2inCIRAT-mLgfyuK1DyvMgUlJ" \
	"lg"
#define ES256_X "6wM_Vq3muFA3R_8GXOVp1DUVy2nH2sPz-eNgEunmz_A"
#define ES256_Y "pa32POBO-fUbjRCqXF45rd1MWNJGZn3zBBUdy70fXns"
#define ES256_RUN                                                                              \
	"eyJhbGciOiJFUzI1NiIsImtpZCI6ImVzMjU2IiwidHlwIjoiSldUIn0.eyJpc3MiOiJodHRwczovL2lzc3Vl" \
	"ci5leGFtcGxlLm9yZyIsInJlcG9zaXRvcnkiOiJhY21lL3BheW1lbnRzIiwicmVwb3NpdG9yeV9pZCI6Ijc0" \
	"IiwicnVuX2lkIjoiNyIsInJ1bl9hdHRlbXB0IjoiMSIsImNoZWNrX3J1bl9pZCI6OTAsInNoYSI6IjExMTEx" \
	"MTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTEiLCJlbnZpcm9ubWVudCI6InByb2R1Y3Rpb24i" \
	"LCJqb2Jfd29ya2Zsb3dfcmVmIjoid0ByZWZzL2hlYWRzL21haW4iLCJuYmYiOjE3OTUyODk5NzAsImlhdCI6" \
	"MTc5NTI5MDAwMCwiZXhwIjoxNzk1MjkwMzAwLCJhdWQiOiJjaGFuZ2VnYXRlOmNvbGxlY3Q6NyJ9.LkJsYen" \
	"fteL2t6iD5cEngV1IcjUuAmi3qeyqU_dWJ8GkwaPIWb5rMbjiIwali2xMdxwfL4VbVhZ2Er5LDXjzkg"

#endif
