-- Claim a night, or note that it was refused; nothing happens where somebody had it before.
-- Params: $1 schedule_name, $2 due_at (null: asked for by hand), $3 state, $4 holder.
insert into raw.nights (schedule_name, due_at, state, holder) values ($1, $2, $3, $4)
on conflict (schedule_name, due_at) do nothing
returning night_id as "nightId";
