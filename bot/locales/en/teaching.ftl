### What the bot says about questions without an answer, in English: being told, teaching, reviews, counts.

## Being told later

button-tell = 🔔 Tell me when you can answer this
button-tell-not = 🔕 No need to tell me
tell-noted = Noted. Staff will look at this question, and I will write here as soon as there is an answer. For that I keep which chat asked; /forgetme erases it.
tell-not = Fine, I will not write about this.
tell-heading = You asked: “{ $question }”
answer-verified = This was last verified on { $date } and is due for review.

## Questions without an answer

missed-heading = Asked in vain
missed-heading-ignored = Set aside
missed-hint = Tap one to answer it, to reply to those who asked, or to set it aside.
missed-none-ignored = Nothing is set aside.
missed-none = Nothing is open: what was asked had an answer, or was dealt with.
missed-count = { $count }×
missed-waiting = { $count } waiting to be told
missed-wrong = { $count } said “not right”
button-missed-ignored = Set aside ›
button-missed-open = ‹ Open ones
button-teach-phrasing = ✓ Something known answers it
button-teach-fact = ✎ Write an answer
button-teach-reply = ↩ Reply to those who asked ({ $count })
button-ignore = Set aside
button-take-up = Take up again

## Lessons: what is taught

teach-goes-on = You were in the middle of this. Go on, or press “Cancel”.
teach-way-phrasing = Something known answers it
teach-way-fact = A new answer
teach-way-entry = A new subject
teach-way-reply = Reply to those who asked
teach-way-confirm = Still right
teach-way-change = Change an answer
teach-pick = Which of these answers it? If none does, write some words to search for, or browse.
teach-home = What is the answer about? Choose a subject, write some words to search for, or make a new one.
teach-facts = Which one?
teach-kind = What is the new subject?
teach-title = What is the new subject called? English is needed; other languages may follow.
teach-question = Write the question briefly, as it shall stand on buttons. English is needed.
teach-answer = Write the answer. English is needed; readers of a language that is missing get English with a note.
teach-change-answer = Write the answer as it shall be from now on.
teach-present = Until now:
teach-write-in = Write it in: { $language }
teach-other-language = This reads like { $found }, but stands for { $asked } now. If that is wrong, write it in { $asked } once more, and tap { $found } for the other.
teach-too-long = That has { $found } characters; at most { $limit } are possible.
teach-asks = Which kinds of questions does it answer? Tap to switch; mostly one or two are right.
teach-source = In which document does it stand? Every answer names its source.
teach-section = In which part of it?
teach-new-source = Write the source in three lines: its title, who published it, and the section. For example:
    Office notice 12/2026
    Exchange office
    Deadlines
teach-source-lines = Please write exactly three lines.
teach-wordings = These wordings will lead to the answer from now on. Switch off what is unclear or personal.
teach-one-wording = At least one has to stay switched on.
teach-reply = Write the reply. It goes only to those who asked to be told; the bot itself learns nothing from it.
teach-confirm-reply = This goes to { $count } chats:
teach-period = When shall it come up for review again?
teach-locale = In which language shall the answer change?
teach-entry = Subject: { $title }
teach-new-entry = New subject ({ $kind }): { $title }
teach-cited = Source: { $source }
teach-phrasings = Asked as:
teach-next-review = Next review in: { $period }
teach-not-changed = Not changed, so these languages go on saying what they said: { $languages }
teach-check = The change will now be checked: the whole base, and the questions that must stay right. Nothing goes live yet.
teach-checking = Checking … this takes some seconds.
teach-sound = The changed base is sound. Shall it go live?
teach-same = The base says so already; nothing has to change.
teach-turned-right = Golden questions that turn right: { $count }
teach-turned-silent = Golden questions that would no longer be answered: { $count }
teach-turned-wrong = Golden questions that would be answered wrongly: { $count }
teach-still-refused = The question itself would still not be answered with this: it names something that the bot refuses to guess about. Another wording may help.
teach-not-allowed = So it does not go live. Go back and choose other wordings, or ask an administrator.
teach-will-tell = { $count } who asked will then get the answer.
teach-refused = That cannot go live: { $problem }
teach-applying = This is going live just now.
teach-interrupted = The database could not be reached, so it is open whether this is live. Please look again in a moment.
teach-done = Done: it is live. Chats that get the answer now: { $count }.
teach-live = Done: it is live.
teach-replied = The reply goes to { $count } chats.
teach-passage-gone = Something else was changed meanwhile. Please check again.
teach-passage-turned-wrong = Questions that must stay right would be answered wrongly.
teach-passage-edited = Somebody edited the files of the base meanwhile. Please check again.
teach-passage-not-ready = Another process of the bot is not ready for it. Please try again in a minute.
teach-passage-read-only = The folder of the base cannot be written. Whoever runs the bot can name one that can, in EXCHANGE_BOT_KNOWLEDGE_FOLDER.
button-browse = ☰ Browse
button-new-subject = ＋ New subject
button-other-source = ＋ Another source
button-onwards = Go on ›
button-check = ✓ Check
button-teach-apply = ✓ Go live
button-teach-send = ✓ Send
button-refresh = ↻ Look again
button-to-list = ‹ Back to the list

## Kinds of subjects and of questions

subject-programme = Programme
subject-visit = Visit
subject-agreement = Agreement
subject-meeting = Meeting
subject-event = Event
subject-organisation = Organisation
subject-person = Person
subject-place = Place
subject-topic = Topic
asks-who = who
asks-when = when
asks-where = where
asks-how-many = how many, how much
asks-which = which
asks-what = what
asks-why = why
asks-how = how
asks-whether = whether (yes or no)
asks-list = a list
asks-overview = an overview

## Reviews

review-heading = Due for review
review-hint = Tap an entry and compare what it says with its source.
review-none = Nothing is due. The next entry comes up on { $date }.
review-dates = Verified on { $verified }, to be reviewed by { $due }
review-more = … and { $count } more
button-confirm = ✓ Still right
button-change = ✎ Change
months = { $count } months

## Counts

period-day = 24 hours
period-week = 7 days
period-month = 30 days
stats-counts = Questions: { $total } · answered { $answer } % · suggestions { $suggest } % · no answer { $none } %
stats-top = Asked most: { $names }
stats-worst = Most often “not right”: { $names }

## Commands

command-unanswered = Questions that had no answer: teach it, or reply
command-review = Entries due for review: confirm or change them
command-stats = What was asked: day, week, month
