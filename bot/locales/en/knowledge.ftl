### Changing the knowledge base: for administrators, in English.

command-knowledge = What is live, since when
command-reload = Check the base's folder and let it go live
command-export = The base as a zip file
command-releases = What was live, and the way back
command-rollback = Go back to a former release

## Proposals

proposal-checking = Checking the base. This takes a while; questions are answered meanwhile.
proposal-applying = Applying, as soon as every process is ready …
waiting-for = ⏳ Waiting for process { $process }, last heard of { $silent } s ago. This goes on by itself as soon as that process is ready; if nothing more is heard of it, in { $left } s.
proposal-heading = Release #{ $number } ({ $hash }), { $origin }, could go live
proposal-files = Files: { $files }
proposal-counts = { $entries } entries, { $facts } facts
changed-entries = Entries:
changed-facts = Facts and gaps:
proposal-around = Documents, words or templates have changed, which may change answers everywhere.
proposal-no-difference = Entries and facts stay as they are; only comments, ways of asking, or golden questions differ.
proposal-golden = Golden questions: { $right } right, { $wrong } wrong, { $silent } silent.
turned-wrong = Turned wrong ({ $count }):
turned-silent = Turned silent ({ $count }):
turned-right = Turned right ({ $count }):
stays-wrong = Wrong as before ({ $count }):
stays-silent = Silent as before ({ $count }):
proposal-seconds = Loaded, checked and built in { $seconds } s. Nothing changes before you press.
proposal-failed = The base could not be loaded. Nothing has changed.
proposal-refused = The base is refused. Nothing has changed. Problems: { $count }
proposal-cancelled = Cancelled. Nothing of it is kept.
proposal-superseded = A newer file or request took the place of this one.
and-more = … and { $count } more
button-apply = ✅ Apply
button-override = ⚠️ Apply although questions turned wrong

## What came of applying

applied-done = Live: release #{ $number } ({ $hash }).
applied-gone = That proposal is gone. Please ask for it anew.
applied-outdated = Another release went live since. Nothing has changed; please ask anew.
applied-turned-wrong = Golden questions turned wrong. Nothing has changed.
applied-edited = The folder was edited since. Nothing has changed; please ask anew.
applied-not-ready = Another process could not load release #{ $number }, or took too long. Nothing has changed.
applied-read-only = The folder of the base cannot be written. Nothing has changed. Set EXCHANGE_BOT_KNOWLEDGE_FOLDER to a folder that the bot may write; /export gives the files for it.

## Releases

release-same = Nothing to do: these files are live as release #{ $number } ({ $hash }).
release-origin-start = from the folder at the start
release-origin-reload = from the folder
release-origin-watch = from the watched folder
release-origin-upload = from an upload
release-origin-rollback = a former release
release-origin-taught = taught
release-by-shell = the bot
release-line = #{ $number } { $hash } · { $at } · { $who } · { $origin } · { $entries } entries, { $facts } facts
releases-heading = Releases that were live
button-roll-back = ↩️ { $release }
rollback-usage = Write /rollback and the number of a release, as /releases lists them. Without a number it is the one before.
rollback-none = Only one release has been live so far; there is none to go back to.
knowledge-heading = What is live
knowledge-verified = Last verified: { $date }
knowledge-processes = Processes: { $count }, of which { $same } serve this release.
knowledge-waits = Release #{ $number } waits for somebody to apply or cancel it.
knowledge-change = To change it: edit the folder and send /reload, or send me .yaml files or a zip. /export gives you the present ones.
export-nothing = There is no release to export yet.
export-caption = Unpack it, change it, and send back the .yaml files or the whole zip.
upload-too-large = “{ $name }” is larger than 20 MB. Nothing of it is kept. Please send less.
