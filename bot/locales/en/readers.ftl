### What the bot says about news to readers, in English: subscribing, settings, looking up, data.

## Topics and countries

topic-programmes = Programmes
topic-visits = Visits
topic-agreements = Agreements
topic-events = Events
all-topics = All topics
country-japan = Japan
country-vietnam = Vietnam
country-thailand = Thailand
all-countries = All countries
word-all = all

## Subscribing and leaving

subscribed = News will come here from now on. Choose below what it is about; you can leave at any time with one tap.
subscribe-unknown = I do not know that topic or country. Please choose below, or write for example: /subscribe visits Vietnam
left = No more news will come here. You can take that back at any time.
left-before = No news is coming here anyway.
join-offer = Before, news came here about: { $topics } ({ $countries }). Shall it come again?
admins-decide = Only administrators of this group can decide this.
button-news = 🔔 Get our news
button-subscribe = 🔔 Subscribe
button-join-again = 🔔 Yes, as before
button-leave = 🔕 Unsubscribe
button-undo = ↩ Undo

## Settings

settings-heading = Settings
settings-on = News: on
settings-off = News: off
settings-topics = Topics: { $names }
settings-countries = Countries: { $names }
settings-language = Language: { $name }
settings-hint = Tap to switch: ✓ is on, – is off.
settings-last = At least one has to stay on. To get no news at all, press “Unsubscribe”.
button-settings = ⚙ News settings
button-language = 🌐 Language

## Looking up what went out

updates-heading = News of the last 30 days
updates-none = Nothing has gone out to you in that time.
updates-for-subscribers = The news of the last 30 days is for subscribers. Subscribe with one tap and choose what it is about.
content-photo = Photo
content-video = Video
content-document = Document
content-animation = Animation
content-audio = Audio

## One's own data

my-data = This is all that I keep about you. Your Telegram id is { $id }.
my-data-group = This is all that I keep about this group. For what I keep about yourself, send /mydata to me in private.
forget-ask = Shall I erase all that I keep about you: subscriptions, language and every other choice, what you asked, and which news I sent you? This cannot be undone.
forget-ask-group = Shall I erase all that I keep about this group: subscriptions, language, what was asked here, and which news I sent here? This cannot be undone.
forgotten = Erased. I keep nothing about this chat any more.
forgotten-staff = Your role ({ $role }) and the log of what you did as staff stay: they belong to the office. An administrator can take the role away with /revoke.
forget-kept = Nothing was erased.
button-forget = Erase everything
button-keep = Keep it
