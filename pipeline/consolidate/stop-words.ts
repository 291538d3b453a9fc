/**
 * Words that say nothing about which innovation a passage speaks of: function words, the verbs and nouns of
 * minute-taking, units, calendar words. Kept as a list rather than left to rarity because a body with few
 * mentions gives too little text to learn them from.
 */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a about above according accordingly across after again against ahead all almost along already also although
   always am among amongst an and another any anybody anyone anything apart are around as aside at away back be
   became because become becoming been before began begin beginning begun behind being below beneath beside
   besides between beyond both but by came can cannot come could day days did different do does doing done down
   due during each early eg either else enough etc even ever every everybody everyone everything except far few
   fewer first five following for former formerly forth forthcoming four from full further furthermore gave get
   give given giving go goes going gone got great greater had half has have having he held hence her here hers
   him himself his hour hours how however i ie if in indeed initially inside instead into is it its itself just
   keep kept knew know known large last late later latter least left less lest like likely little long longer lot
   low lower made mainly make makes making many may maybe me mean meant meanwhile might mine minute minutes month
   monthly months more moreover most mostly much must my namely near nearly need needed needs neither never
   nevertheless new newly next nil nine no nobody none nor not nothing notwithstanding now nowhere of off often ok
   old on once one ones only onto or other others otherwise ought our ours ourselves out outside over overall own
   part partly parts past per perhaps plus possible possibly pre present presently previous previously probably
   put quarter quickly quite rather re really recent recently regarding roughly said same saw say saying says
   second see seek seem seemed seen sent set seven several shall she short should shown since six so some
   somebody someone something sometimes somewhere soon still such take taken taking ten than that the their
   theirs them themselves then there thereafter thereby therefore therein these they thing things think third
   this those though thought three through throughout thus till time times to today together told too took
   toward towards tried try trying twelve twice two under unless until up upon us use used useful uses using usual
   usually very via want wanted was way ways we week weekly weeks well went were what whatever when where whereas
   whereby wherever whether which while whilst who whoever whole whom whose why will with within without would
   year yearly years yes yesterday yet you your yours zero
   accept accepted account action actions add added adding additional advised advise agenda agree agreed agreement
   aim answer appendix approval approve approved approving arise arising ask asked asking asks attach attached
   attend attendance attended attending attention aware board boards brief briefing brought bring business chair
   chairman chairwoman chief circulated clarified clarification colleague colleagues comment commented comments
   committee committees concern concerned concerns concluded conclude confirm confirmed congratulated consider
   consideration considered considering context continue continued continues continuing costs cost current
   currently date decide decided decision delegate deputy detail detailed details director directors discuss
   discussed discussion document draft drew encl enclosed enclosure endorse endorsed enquired enquiry executive
   executives explain explained expressed figure figures future general governor governors group groups
   highlighted hoped include included includes including indicated information inform informed introduce
   introduced introducing introduction issue issues item items key lead leads led matter matters meeting meetings
   member members mention mentioned note noted notes noting number numbers officer organisation outline outlined
   overview page paper papers paragraph period plan plans point points position presented presentation presents
   president professor progress proposal proposals propose proposed proposes provide provided provides providing
   purpose query question questions raise raised receive received recommend recommendation recommendations
   recommended record recorded ref referred regard relation remark remarked replied reply report reported
   reporting reports request requested resolved resolution response responded result results review reviewed risk
   section secretary sought state stated strategic strategy subject submitted suggested suggestion summarised
   summary support supported table tabled thank thanked thanks trust trusts update updated updates verbal view
   views welcome welcomed wished wonder wondered work worked working works year-end
   pilot pilots piloted piloting trial trials trialled scheme schemes project projects programme programmes
   initiative initiatives implement implemented implementing implementation rollout roll rolled evaluate evaluated
   evaluation evaluating case start started starts starting live launch launched launching operate operated
   operating operation place innovation innovations arrangement arrangements extend extended extending extension
   commence commenced experience start-up establish established establishing permanent bid funding fund funded
   january february march april may june july august september october november december jan feb mar apr jun jul
   aug sept sep oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs
   fri sat sun am pm noon midnight morning afternoon evening night date dates quarterly annual annually weekday
   weekend mr mrs ms miss dr prof sir dame lord lady rev cllr councillor per cent percent pa wte fte hrs mins wks
   hr wk mths pts approx average median increase increased decrease decreased fall fallen fell rise risen rose
   improve improved improvement reduce reduced reduction compare compared target ceiling total rate rates one
   hundred thousand million bn`
    .split(/\s+/)
    .filter((word) => word !== ""),
);
