### What the bot says itself, in English. Texts are plain; markup is added where they are shown.

## Answers

answer-declined = That is not in what I know. I only answer from two documents: the report on the Regional Exchange Promotion Program 2024 and the article on Hanoi's visit to Japan.
answer-elsewhere = That is not in what I know: my documents do not speak of “{ $name }”.
answer-off-topic = That is outside my subject. I answer questions about exchange programmes, visits and agreements between Japanese local governments and Vietnam and Thailand. Try: “When was the MOU with Kanagawa signed?”
answer-greeting = Hello! Ask me about exchange programmes, visits and agreements between Japanese local governments and Vietnam and Thailand, for example: “Who led the Hanoi delegation?”
answer-suggest = I am not sure what you mean. Did you mean one of these?
answer-companion = On the same subject: { $text }
answer-or = Or, if you mean “{ $title }”: { $text }
answer-not-translated = This answer is not available in your language yet.
answer-source = Source: { $document }, “{ $section }”
answer-perhaps = Perhaps one of these helps:

## Buttons

button-more = More: { $title }
button-right = 👍 Right
button-wrong = 👎 Not right
button-back = ‹ Back
button-next = Next ›
button-previous = ‹ Previous
button-home = ⌂ Menu
button-language-telegram = As Telegram is set

## Feedback

feedback-thanks-right = Thank you!
feedback-thanks-wrong = Thank you, noted. Please try other words, or /help.

## Browsing

browse-heading-programme = Programmes
browse-heading-visit = Visits and meetings
browse-heading-agreement = Agreements
browse-heading-person = People
browse-heading-event = Events
browse-heading-topic = Topics
browse-heading-organisation = Organisations
browse-heading-place = Places
browse-empty = Nothing here yet.
browse-choose = Choose one:
browse-page = Page { $page } of { $pages }
card-no-overview = Choose a question about { $title }:
button-gone = This button is too old: what it showed is no longer there. Please ask again.

## Commands

start = Hello{ $name -> 
    [none] {""}
   *[other] {", "}{ $name }
  }! I answer questions about exchange programmes, visits and agreements between Japanese local governments and Vietnam and Thailand, briefly and with the source. If something is not in my documents, I say so.
start-examples = Just ask in your own words, for example:
help = Ask in your own words; typos are fine.
help-ask = In groups use /ask, or reply to one of my messages.
help-inline = In any chat: type @{ $username } and your question.
help-browse = Or browse:
help-follow-up = You can follow up: “and where was it?”
help-feedback = Tell me with 👍 or 👎 whether an answer was right.
help-news = News, as the office sends it:
help-news-group = Here, the group's administrators decide about news.
help-other = Language, sources and your data:
help-staff = As a member of staff:
help-admin = As an administrator:
help-files = A .yaml or .zip file sent to me – Change the base with it
about-heading = What I know
about-counts = { $entries } subjects and { $facts } facts, release { $release }, last verified { $verified }.
about-documents = All answers come from these documents, in the editors' own words:
about-how = Every answer was written by people beforehand and is found by matching your words. Nothing is made up on the spot.
privacy = I keep the last questions of a chat in memory for some minutes, so that you can follow up. My database keeps what was asked and what came of it for some time, without names: a code only tells which questions came from one chat. If you ask to be told an answer later, I also keep which chat to write to. It also keeps the language that you choose, your subscription (topics, countries, since when, and the language that Telegram tells of you) and which news I sent you; of members of staff also their role, the name that Telegram shows of them, and a log of what they did. A 👍 or 👎 is counted without your name. /mydata sends you all of it as a file, /forgetme erases it for good. Telegram's own privacy policy applies besides.
language-choose = In which language shall I reply where a question does not show its own?
language-chosen = Thank you, noted.
ask-usage = Write your question behind the command: /ask When was the MOU with Kanagawa signed?
only-text = I can only read text. Please type your question.
unknown-command = I do not know that command. /help shows what I can do.
unknown-command-nearest = Did you mean /{ $command }?
question-too-long = That is too long for me. Please ask in one or two sentences.
error-apology = Sorry, something went wrong on my side. If it happens again, please give this reference: { $reference }

example-1 = When was the MOU with Kanagawa signed?
example-2 = Which places did they visit in Bangkok?
example-3 = How many Vietnamese live in Kanagawa?

## Texts that Telegram shows: command menu (at most 256 characters), description (512), short description (120)

command-start = Start
command-help = What I can do
command-ask = Ask a question
command-programs = Exchange programmes
command-visits = Visits and meetings
command-agreements = Agreements
command-people = People
command-events = Festivals and events
command-subscribe = Get our news by topic and country
command-updates = News of the last 30 days
command-settings = Settings: topics, countries, language
command-unsubscribe = Stop the news
command-language = Language of my replies
command-about = What I know, and from where
command-privacy = What I keep about you
command-mydata = Get all that I keep about you
command-forgetme = Have all that I keep about you erased
command-grant = Give somebody a role
command-revoke = Take a role away
command-audit = What members of staff did
bot-description = I answer questions about exchange programmes, visits and agreements between Japanese local governments and Vietnam and Thailand, briefly and with the source. What my documents do not say, I do not guess.
bot-short-description = Answers on exchange between Japan's local governments, Vietnam and Thailand, with sources.

## Error reports for administrators

admin-error = { $kind } ({ $count } since the last report), reference { $reference }. See the log.

## Inline mode

inline-nothing = No answer found. Try other words.
inline-prompt = Type a question, for example: kanagawa mou date
