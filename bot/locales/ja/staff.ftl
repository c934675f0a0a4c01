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

## 操作の記録の文

audit-erased = データを消去した方
audit-grant = { $who } が { $user } に役割「{ $role }」を付与しました。
audit-revoke = { $who } が { $user } の役割「{ $role }」を取り消しました。
audit-ask-approval = { $who } が配信 № { $number } の承認を依頼しました。
audit-confirm = { $who } が配信 № { $number } を確定し、すぐに送信することにしました。
audit-confirm-later = { $who } が配信 № { $number } を確定しました。送信予定：{ $time }
audit-approve = { $who } が配信 № { $number } を承認しました。
audit-send-held = { $who } が、予定より遅れて保留中だった配信 № { $number } を送信しました。
audit-pause = { $who } が配信 № { $number } を一時停止しました。
audit-resume = { $who } が配信 № { $number } を再開しました。
audit-stop = { $who } が配信 № { $number } を中止しました。
audit-correct = { $who } が配信 № { $before } を訂正しました。
audit-recall = { $who } が配信 № { $before } を取り消しました。
audit-again = { $who } が配信 № { $before } を、届いていなかった方に再送しました。
audit-test = { $who } がチャット { $number } にテストを送信しました。
audit-count-as-sent = { $who } が配信 № { $number } の到達不明分を送信済みとしました：{ $count } 件
audit-release-apply = { $who } がリリース #{ $number }（{ $hash }、{ $origin }）を公開しました。
audit-release-override = { $who } がリリース #{ $number }（{ $hash }、{ $origin }）を公開しました。誤答になった確認用の質問：{ $questions }
audit-close = { $who } が質問 #{ $number } を終了しました。
audit-reopen = { $who } が質問 #{ $number } を再開しました。
audit-block = { $who } が質問 #{ $number } の相手をブロックしました。
audit-unblock = { $who } が質問 #{ $number } の相手のブロックを解除しました。
audit-take = { $who } が質問 #{ $number } の担当になりました。
audit-assign = { $who } が質問 #{ $number } の担当を { $user } にしました。
audit-give-back = { $who } が質問 #{ $number } の担当を外しました。
audit-answer = { $who } が質問 #{ $number } の相手に、「{ $title }」についてボットが知っている内容を送りました。
audit-reply = { $who } が、回答できなかった質問 { $count } 件に返信しました。お知らせする方：{ $told } 名
audit-teach-phrasing = { $who } が「{ $title }」についての聞き方を追加しました。
audit-teach-fact = { $who } が「{ $title }」についての回答を追加しました。
audit-teach-entry = { $who } が項目「{ $title }」を追加しました。
audit-review-confirm = { $who } が「{ $title }」の内容に変わりがないことを確認しました。
audit-review-change = { $who } が「{ $title }」についての回答を変更しました。
audit-questions-ignored = { $who } が質問 { $count } 件に対応しないことにしました。
audit-questions-open = { $who } が質問 { $count } 件を再び取り上げました。
audit-other = { $who }：{ $act }、{ $subject }
