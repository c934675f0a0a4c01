### What the bot says where questions are handed to the office, in Japanese: to people, then to members of staff.

## Handing over

button-ask-a-person = 🙋 担当者に聞く
button-hand-over = ✓ はい、担当者に渡す
button-connect = ✓ はい、つないでください
button-not-now = いいえ、やめておく
button-end-handoff = やり取りを終える
command-contact = 事務局の担当者に質問する
command-end = 事務局とのやり取りを終える
help-desk = 事務局の担当者：
desk-consent = このご質問を事務局にお渡ししましょうか？担当者が読み、ここに返信します。担当者に見えるのは、お書きになった内容とお送りになったものだけです。お名前、電話番号、ユーザー名は伝わりません。
desk-consent-connect = 事務局の担当者におつなぎしましょうか？ここにお書きになったことを担当者が読み、ここに返信します。担当者に見えるのは、お書きになった内容とお送りになったものだけです。お名前、電話番号、ユーザー名は伝わりません。
desk-consent-questions = 担当者に見せる内容：
desk-declined = 何もお渡ししていません。
desk-refused = 申し訳ありませんが、事務局ではこれ以上ご質問をお受けできません。
desk-already-open = ご質問はすでに事務局に届いています。ここにお書きになれば、そのまま事務局に届きます。
desk-nothing-open = 現在、事務局とのやり取りはありません。
desk-forget-ends = 事務局とのやり取りも終わります。事務局がすでに受け取ったものは、そのまま残ります。
privacy-desk = 質問を事務局に渡された場合、その質問、言語、どのメッセージを取り次いだかの記録を、やり取りの終了から90日後まで保存します。これも /forgetme で消去できます。メッセージ自体は、あなたのチャットと事務局のグループに、お名前、電話番号、ユーザー名なしで残ります。

## To the person

desk-opened = ご質問を事務局にお渡ししました。返事はここに届きます。やり取りを終えるまで、ここにお送りになったもの（文章、写真、ファイル、音声メッセージ）はすべて事務局に届きます。
desk-opened-away = ご質問を事務局にお渡ししました。ただいま担当者は不在です。次の受付開始は{ $when }です。返事はここに届きます。やり取りを終えるまで、ここにお書きになったことは事務局に届きます。
desk-awaited = 事務局におつなぎしました。ご質問をお書きください。返事はここに届きます。やり取りを終えるまで、ここにお送りになったもの（文章、写真、ファイル、音声メッセージ）はすべて事務局に届きます。
desk-awaited-away = 事務局におつなぎしました。ただいま担当者は不在です。次の受付開始は{ $when }です。ご質問をお書きください。返事はここに届きます。やり取りを終えるまで、ここにお書きになったことは事務局に届きます。
desk-passed = 事務局にお伝えしました。私にお尋ねになりたい場合は、やり取りを終えてください。
desk-away = 事務局にお伝えしました。ただいま担当者は不在です。次の受付開始は{ $when }です。私にお尋ねになりたい場合は、やり取りを終えてください。
desk-closed = 事務局がやり取りを終えました。これからは私がまたご質問にお答えします。
desk-ended = 事務局とのやり取りを終えました。これからは私がまたご質問にお答えします。
desk-reopened = 事務局がご質問への対応を再開しました。やり取りを終えるまで、ここにお書きになったことは事務局に届きます。
desk-refused-now = 事務局がやり取りを終え、今後のメッセージをお受けしないことになりました。私は引き続きご質問にお答えします。
desk-answered = 事務局からのご案内です。次の回答をご覧ください：

    { $text }

## The card in the office's group

desk-card-heading = 質問 #{ $id }
desk-card-language = 言語：{ $language }
desk-card-taken = 担当：{ $name }
desk-card-unreachable = 相手がボットをブロックしているため、返信は届きません。
desk-card-no-question = まだ質問はありません。このあと届きます。
desk-card-candidates = ボットの回答候補（内容を見てから送れます）：
desk-card-topic = このトピックに書いたもの（文章、写真、ファイル、音声メッセージ）は相手に届きます。// で始まるものは職員の間にとどまります。
desk-card-replies = このメッセージ、またはこの件に関する私のメッセージに返信すると、相手に届きます。// で始まるものは職員の間にとどまります。
desk-card-no-right = 私にはここでトピックを作る権限がありません。「トピックの管理」の権限を持つ管理者にしていただければ、次の質問からトピックを分けます。
desk-state-offered = まだ渡されていません
desk-state-open = 対応中
desk-state-closed = 終了
desk-state-blocked = ブロック中
desk-state-erased = 相手は自分の情報を消去しました。
button-take = 担当する
button-give-back = 担当を外れる
button-close = ✓ 終了する
button-reopen = ↩ 再開する
button-block = 🚫 相手をブロック
button-unblock = ブロックを解除
button-carry-again = ↻ もう一度送る
button-send-answer = ✉ 相手に送る

## To members of staff

command-close = 質問への対応を終える
command-reopen = 質問への対応を再開する
command-assign = 質問を担当する。同僚のメッセージに返信すると、その人が担当
command-block = この人からの質問を受け付けない
command-unblock = この人からの質問をまた受け付ける
desk-which = このコマンドは、質問のトピックの中か、その件に関する私のメッセージへの返信としてお使いください。
desk-cannot = 現在の状態では、その操作はできません。
desk-closed-by-staff = { $name } さんが終了しました。
desk-ended-by-person = 相手がやり取りを終えました。
desk-reopened-by-staff = { $name } さんが再開しました。
desk-blocked = { $name } さんが相手をブロックしました。今後、この人は質問を渡せません。
desk-unblocked = { $name } さんがブロックを解除しました。この人はまた質問を渡せます。
desk-taken = { $name } さんが担当します。
desk-given-back = 担当者がいなくなりました。
desk-answer-heading = 次の内容を送ります（{ $language }）：
desk-answer-sent = { $name } さんがこの回答を相手に送りました：{ $title }
desk-person-gone = 相手がボットをブロックしました。今のところ返信は届きません。
desk-person-back = 相手にまた連絡できるようになりました。
desk-missed-by-person = 送信の途中で中断されたため、このメッセージは相手に届いていないかもしれません。
desk-missed-by-staff = 取り次ぎの途中で中断されたため、相手のメッセージが一つここに届いていないかもしれません。上に見当たらなければ、もう一度送ってください。
desk-not-delivered = 相手がボットをブロックしているか、Telegramをやめたため、このメッセージは届きませんでした。
desk-not-taken = Telegramの制限により、このメッセージは相手に送れません。
desk-not-shown = 相手が、ここに表示できないものを送ったか、送ったものを削除しました。
desk-is-closed = この質問は終了しているため、メッセージは相手に届いていません。再開してから、もう一度お書きください。
desk-is-blocked = 相手をブロックしているため、メッセージは相手に届いていません。
desk-is-erased = 相手が自分の情報を消去したため、メッセージは相手に届いていません。
desk-erased = 相手が自分の情報を消去しました。ここからは、もう何も届きません。
desk-other-is-open = この人には対応中の質問がもう一つあります。先にそちらを終了してください。

## /help in the office's group, and for members of staff in private

desk-guide = このグループでの質問への答え方
desk-guide-topics = 渡された質問ごとに、カードの付いたトピックができます。そのトピックに書いたもの（文章、写真、ファイル、音声メッセージ、返信や後からの編集も）は相手に届き、相手が書いたものはそこに届きます。
desk-guide-replies = 渡された質問ごとに、カードが届きます。カード、またはその件の続きのメッセージに返信した文章、写真、ファイル、音声メッセージは、相手に届きます。
desk-guide-seen = 相手には、職員の誰が書いたかは見えません。職員には、相手の名前、電話番号、ユーザー名は見えません。
desk-guide-notes = // で始まるメッセージは、職員の間にとどまります。
desk-guide-hours = 受付時間：{ $hours }。時間外に書いた人には、次の受付開始をお知らせします。
desk-guide-commands = カードのボタン、またはトピックの中でのコマンド：
desk-guide-commands-replies = カードのボタン、またはカードに返信してのコマンド：
desk-guide-more = そのほかにできることは、私との個人チャットで /help と送ると表示されます。
help-staff-desk = 利用者から渡された質問には、事務局のグループで答えます。方法は、そのグループで /help と送ると表示されます。
