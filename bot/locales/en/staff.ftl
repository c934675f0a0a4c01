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
