-- One row per pair of coders, frame, code and weighting: how far the two agree.
create view marts.coder_agreement as
select
  coder_agreement.frame,
  coder_agreement.code,
  coder_agreement.coder_one,
  coder_agreement.coder_two,
  case when coder_agreement.coder_two not like 'human:%' then coder_agreement.coder_two_version end
    as coder_two_version,
  coder_agreement.coder_two_codebook as coder_two_codebook_version,
  coder_agreement.weighting,
  coder_agreement.sample_id,
  coder_agreement.passages as n,
  coder_agreement.both_say_yes,
  coder_agreement.only_one_says_yes,
  coder_agreement.only_two_says_yes,
  coder_agreement.percent, coder_agreement.percent_low, coder_agreement.percent_high,
  coder_agreement.kappa, coder_agreement.kappa_low, coder_agreement.kappa_high,
  coder_agreement.ac1, coder_agreement.ac1_low, coder_agreement.ac1_high,
  coder_agreement.alpha, coder_agreement.alpha_low, coder_agreement.alpha_high,
  coder_agreement.positive_agreement, coder_agreement.positive_agreement_low,
  coder_agreement.positive_agreement_high,
  coder_agreement.refreshed_at
from derived.coder_agreement
where coder_agreement.pin_id = (select max(pin_id) from raw.pins);

comment on view marts.coder_agreement is 'One row per pair of coders, code and weighting, of pairs in which at least one is a person: how far they agree on the passages that both coded. Computed when codings are imported; empty before. For other pairs: boardsense agreement.';
comment on column marts.coder_agreement.frame is 'The coding frame.';
comment on column marts.coder_agreement.code is 'The code: each is a yes or no about a passage.';
comment on column marts.coder_agreement.coder_one is 'A person, as human:<initials>.';
comment on column marts.coder_agreement.coder_two is 'Another person, or model or rules.';
comment on column marts.coder_agreement.coder_two_version is 'Version of the machine; empty for a person.';
comment on column marts.coder_agreement.coder_two_codebook_version is 'Version of the coding frame by which the second coder coded.';
comment on column marts.coder_agreement.weighting is '"none": every passage counts once, so the figures hold for these passages, which a sample drew unevenly. "design": each passage weighs 1 / the chance with which it was drawn, so the figures hold for the archive.';
comment on column marts.coder_agreement.sample_id is 'The sample whose chances weigh; empty without weights.';
comment on column marts.coder_agreement.n is 'Passages that both coded.';
comment on column marts.coder_agreement.both_say_yes is 'Of those, passages on which both say that the code applies. Counts, never weighted.';
comment on column marts.coder_agreement.only_one_says_yes is 'Passages on which only the first says so.';
comment on column marts.coder_agreement.only_two_says_yes is 'Passages on which only the second says so.';
comment on column marts.coder_agreement.percent is 'Share of passages on which they say the same, 0 to 1. High wherever a code is rare.';
comment on column marts.coder_agreement.percent_low is 'Lower end of the 95% interval: Wilson''s without weights, else the bootstrap over meetings.';
comment on column marts.coder_agreement.percent_high is 'Upper end of it.';
comment on column marts.coder_agreement.kappa is 'Cohen''s kappa; empty where both always say the same single answer.';
comment on column marts.coder_agreement.kappa_low is 'Lower end of the 95% interval: bootstrap over meetings.';
comment on column marts.coder_agreement.kappa_high is 'Upper end of it.';
comment on column marts.coder_agreement.ac1 is 'Gwet''s AC1, which stays steady where a code is rare.';
comment on column marts.coder_agreement.ac1_low is 'Lower end of the 95% interval: bootstrap over meetings.';
comment on column marts.coder_agreement.ac1_high is 'Upper end of it.';
comment on column marts.coder_agreement.alpha is 'Krippendorff''s alpha for nominal answers; empty where only one answer occurs.';
comment on column marts.coder_agreement.alpha_low is 'Lower end of the 95% interval: bootstrap over meetings.';
comment on column marts.coder_agreement.alpha_high is 'Upper end of it.';
comment on column marts.coder_agreement.positive_agreement is 'Agreement on yes: 2 × both / (2 × both + one alone + the other alone), which is F1 of one against the other. Empty where nobody says yes.';
comment on column marts.coder_agreement.positive_agreement_low is 'Lower end of the 95% interval: bootstrap over meetings.';
comment on column marts.coder_agreement.positive_agreement_high is 'Upper end of it.';
comment on column marts.coder_agreement.refreshed_at is 'When this was computed.';
