### What the bot says to members of staff, in Japanese: roles and the audit log.

role-admin = 管理者
role-staff = 職員
granted = { $user } の役割を「{ $role }」に設定しました。
granted-before = { $user } の役割は、すでに「{ $role }」です。
granted-to-you = このボットでのあなたの役割が「{ $role }」になりました。できることは /help でご確認ください。
revoked = { $user } に付与されていた役割を取り消しました。
revoked-before = { $user } に役割はありません。
kept-in-settings = { $user } の役割はボットの設定で決められており、設定でのみ変更できます。
grant-usage = 「/grant ID staff」または「/grant ID admin」と入力するか、相手のメッセージに「/grant staff」と返信してください。IDは数字で、本人が /mydata で確認できます。現在の役割：
revoke-usage = 「/revoke ID」と入力するか、相手のメッセージに「/revoke」と返信してください。現在の役割：
staff-admins-only = この操作ができるのは、ボットの管理者だけです。
audit-heading = 職員の操作の記録
audit-empty = まだ何もありません。
button-older = 以前の記録 ›
button-latest = « 最新
