### What the bot says to members of staff, in English: roles and the audit log.

role-admin = administrator
role-staff = staff
granted = { $user } is now: { $role }.
granted-before = { $user } was that already: { $role }.
granted-to-you = You have a new role with this bot: { $role }. /help shows what you can do.
revoked = { $user } has no granted role any more.
revoked-before = { $user } has no role.
kept-in-settings = The role of { $user } stands in the bot's settings and can only be changed there.
grant-usage = Write /grant ID staff or /grant ID admin, or reply with /grant staff to a message of the person. The id is a number; /mydata shows everybody their own. Roles there are:
revoke-usage = Write /revoke ID, or reply with /revoke to a message of the person. Roles there are:
staff-admins-only = Only administrators of the bot can do this.
audit-heading = What members of staff did
audit-empty = Nothing yet.
button-older = Older ›
button-latest = « Latest

## What was done, in sentences

audit-erased = somebody whose data were erased
audit-grant = { $who } gave { $user } the role “{ $role }”.
audit-revoke = { $who } took the role “{ $role }” from { $user }.
audit-ask-approval = { $who } asked for approval of broadcast № { $number }.
audit-confirm = { $who } confirmed broadcast № { $number }, to be sent at once.
audit-confirm-later = { $who } confirmed broadcast № { $number }, to be sent on { $time }.
audit-approve = { $who } approved broadcast № { $number }.
audit-send-held = { $who } sent broadcast № { $number }, which was held because it was late.
audit-pause = { $who } paused broadcast № { $number }.
audit-resume = { $who } resumed broadcast № { $number }.
audit-stop = { $who } stopped broadcast № { $number }.
audit-correct = { $who } corrected broadcast № { $before }.
audit-recall = { $who } recalled broadcast № { $before }.
audit-again = { $who } sent broadcast № { $before } again to those whom it had missed.
audit-test = { $who } sent a test to chat { $number }.
audit-count-as-sent = { $who } let what was unknown of broadcast № { $number } count as sent: { $count }.
audit-release-apply = { $who } let release #{ $number } ({ $hash }) go live: { $origin }.
audit-release-override = { $who } let release #{ $number } ({ $hash }) go live: { $origin }, although golden questions turned wrong: { $questions }
audit-close = { $who } closed question #{ $number }.
audit-reopen = { $who } reopened question #{ $number }.
audit-block = { $who } blocked the person of question #{ $number }.
audit-unblock = { $who } unblocked the person of question #{ $number }.
audit-take = { $who } took question #{ $number } on.
audit-assign = { $who } gave question #{ $number } to { $user }.
audit-give-back = { $who } gave question #{ $number } back.
audit-answer = { $who } sent the person of question #{ $number } what the bot knows of “{ $title }”.
audit-reply = { $who } replied to questions asked in vain: { $count }. To be told: { $told }.
audit-teach-phrasing = { $who } taught more ways to ask about “{ $title }”.
audit-teach-fact = { $who } taught a new answer about “{ $title }”.
audit-teach-entry = { $who } taught a new subject: “{ $title }”.
audit-review-confirm = { $who } confirmed that “{ $title }” is still right.
audit-review-change = { $who } changed an answer about “{ $title }”.
audit-questions-ignored = { $who } set questions aside: { $count }.
audit-questions-open = { $who } took questions up again: { $count }.
audit-other = { $who }: { $act }, { $subject }
