import { stemOf } from "./words.js";

/** Words of standing agenda items. A phrase of nothing else names a place on the agenda and not a thing. */
const WORDS =
  `access activity acute adult appeal area assurance audit business capacity capital care clinical clinic college
   commissioner commissioning communication community complaint concern control corporate covid delay delayed
   delivery demand department development digital director discharge division division education efficiency
   emergency england environment equality estate estates ethics experience feedback finance financial flow
   foundation framework government gp handover harm health healthcare hospital improvement incident infection
   information integrated inspection investment joint learning letter listening local maternity medical medicine
   mental minutes month monitoring mortality national neonatal nhs nursing older operational operations oversight
   organisation organisational outcome outpatient out-patient panel partnership patient people performance
   perinatal planning policy position practice pressure prevention primary priority private process programme
   protection provider public purchase quality race recovery referral regulation regulatory regulator research
   resident resource respect restoration right risk royal safe safeguarding safety secondary serious service
   session social staff stakeholder standard statutory story strategy surgery sustainability system target
   theatre time training transfer transformation turnaround university urgent value visit visiting volume wait
   waiting ward welfare wellbeing welsh winter workforce working cost income budget saving savings year week
   option idea possibility concept notion suggestion`
    .split(/\s+/u)
    .filter((word) => word !== "");

const STEMS: ReadonlySet<string> = new Set(WORDS.map(stemOf));

/** Whether a phrase, given as stems, holds nothing but agenda words. */
export function isAgendaPhrase(stems: readonly string[]): boolean {
  return stems.every((stem) => STEMS.has(stem));
}
