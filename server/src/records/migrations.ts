/**
 * What made the tables what `schema.ts` says, step by step; statements are separated by semicolons. A step that has been released is never changed:
 * a change is one more step. Servers of the version before go on working after it, since both run at the same time during an update.
 */
export const migrations: readonly string[] = [
  `
  create table class_runs (
    run text primary key,
    class_code text not null,
    title text not null,
    started_at bigint not null,
    ended_at bigint,
    recorded integer not null default 0
  );
  create index class_runs_started on class_runs (started_at);

  create table people (
    run text not null references class_runs on delete cascade,
    uid text not null,
    role text not null,
    name text not null,
    stu_no text,
    primary key (run, uid)
  );
  create index people_uid on people (uid);

  create table quizzes (
    run text not null references class_runs on delete cascade,
    quiz integer not null,
    set jsonb not null,
    primary key (run, quiz)
  );

  create table asked_questions (
    run text not null references class_runs on delete cascade,
    quiz integer not null,
    qid text not null,
    round integer not null,
    primary key (run, quiz, qid)
  );

  create table answers (
    run text not null,
    quiz integer not null,
    qid text not null,
    uid text not null,
    value jsonb not null,
    ms double precision not null,
    is_right boolean,
    points integer not null,
    primary key (run, quiz, qid, uid),
    foreign key (run, quiz, qid) references asked_questions on delete cascade
  );
  create index answers_uid on answers (uid);

  create table messages (
    run text not null references class_runs on delete cascade,
    id integer not null,
    at bigint not null,
    uid text not null,
    text text,
    media jsonb,
    to_uid text,
    about text,
    primary key (run, id)
  );
  create index messages_uid on messages (uid);
  create index messages_to on messages (to_uid);

  create table quiz_sets (
    owner text not null,
    id text not null,
    set jsonb not null,
    updated_at bigint not null,
    primary key (owner, id)
  );

  create table media (
    id text primary key,
    class_code text not null,
    uid text not null,
    created_at bigint not null
  );
  create index media_uid on media (uid);
  create index media_created on media (created_at)
  `
]
