### What the bot says to members of staff about broadcasts, in Japanese; and the way out for readers.

leave-line = 配信を停止する
leave-line-group = 配信の停止：{ $command }
staff-only = この操作ができるのは職員だけです。
command-broadcast = 配信を作成する
command-broadcasts = 配信の一覧

## Kinds of messages

content-text = テキスト
content-album = アルバム
content-voice = 音声メッセージ
content-poll = アンケート
content-place = 位置情報

## Writing: the card

compose-heading = ✍️ 新しい配信
compose-heading-correct = ✏️ 訂正
compose-goes-on = 作成中の配信です。続けるか、「中止」を押して最初からやり直してください。
compose-busy = 作成中の配信があります。先にそれを送信するか、中止してください。
compose-not-yours = この配信は、作成を始めた方だけが操作できます。ご自身の配信は /broadcast で作成してください。
compose-cancelled = 中止しました。何も送信していません。
compose-edited = 編集された内容に差し替えました。
button-cancel = ✖ 中止

compose-message = 配信するメッセージを、そのままの形で送ってください（{ $language }）。
compose-message-kinds = 書式付きのテキスト、写真、アルバム、文書、動画、アンケート、位置情報が使えます。グループでは、このカードへの返信として送ってください。
compose-message-language = 何語のメッセージですか？ほかの言語の読者で、その言語の版がない方にはこの版が届きます。
refused-unsupported = この種類のメッセージは配信できません。テキスト、写真、アルバム、文書、動画、アンケート、位置情報のいずれかを送ってください。
refused-empty = このメッセージには文字がありません。
refused-text-too-long = テキストが{ $found }文字あります。上限は{ $most }文字です。
refused-caption-too-long = 説明文が{ $found }文字あります。上限は{ $most }文字です。短くするか、別のメッセージとして送ってください。
refused-album-size = アルバムは2～10個のファイルです（現在{ $found }個）。{ $most }個以内でもう一度送ってください。
refused-poll = このアンケートはボットから送信できません。選択肢は{ $most }個まで、各100文字、質問は300文字までです。
refused-quiz = このクイズの正解が分かりません。転送ではなく、このチャットで作成してください。
correction-unfit = 送信済みのメッセージをこの形には変えられません。テキストはテキスト、ファイルはファイルのまま、アルバムは同じ個数で、アンケートと位置情報は変更できません。該当する言語：{ $languages }

compose-links = リンクボタンを付けますか？1行に1つ、「文字 - アドレス」の形で送ってください。
compose-links-example = 申し込む - https://example.org/apply
compose-links-now = 現在のボタン：
compose-links-wrong = この行はボタンにできません：「{ $line }」。次の形で送ってください：申し込む - https://example.org/apply
compose-links-count = 1～12行で送ってください。
button-links-none = ボタンなしで進む ›
button-links-remove = ボタンを外す
button-links-keep = このまま進む ›

compose-versions = 配信する内容：
compose-versions-rest = 言語を押すと、その言語の版を追加・変更できます。
compose-main = ほかの言語の方にも
compose-album-links = アルバムにはボタンを付けられません。配信停止の方法は説明文の下に入ります。
button-replace = 別のメッセージを送る
button-links = リンクボタン
button-main = ほかの言語の方にもこの版を送る
button-remove = この版を削除
button-to-audience = 宛先へ ›
button-to-review = プレビューへ ›
button-to-confirm = 次へ ›

compose-audience = どなたに送りますか？
compose-count = 現在の読者：{ $count }
compose-audience-last = 少なくとも1つは選んでおいてください。
audience-people = 個人
audience-groups = グループ

compose-review = 読者に届く形を確認し、テスト送信ができます。そのあと、送信の時期をお選びください。
button-preview = 👁 { $language }
button-test-me = テスト：自分へ
button-test-group = テスト：職員グループへ
test-sent = テストを送信しました。
test-refused = Telegramに拒否されました：{ $reason }
test-failed = Telegramに接続できませんでした。もう一度お試しください。
button-now = 今すぐ送る ›
button-later = 日時を指定する ›

compose-zone = どのタイムゾーンにいらっしゃいますか？次回からは記憶しています。下から選ぶか、Europe/Paris のように名前か都市名を書いてください。
compose-zone-unknown = そのタイムゾーンは見つかりません。Asia/Tokyo のような名前か、大きな都市名を書いてください。
compose-time = いつ送りますか？日と時刻を書いてください。
compose-time-examples = 例：明日 9:00 · 11月24日 9:30 · 2026-11-24 09:30
compose-clock = 現在は{ $now }です。
compose-chosen = 指定済み：{ $time }
compose-time-unreadable = 日時として読み取れません。例：明日 9:00
compose-time-passed = その時刻は過ぎています。
compose-time-too-far = 1年以上先の日時です。
button-zone = 別のタイムゾーン

confirm-now = 送信：今すぐ
confirm-at = 送信：{ $time }
confirm-night = 21時から8時のあいだに届く読者がいます：
confirm-night-line = { $language }：現地は{ $time }、読者{ $count }
confirm-approval = 送信の前に、もう一人の承認が必要です。
confirm-correct = 変更される送信済みメッセージ：{ $count }
button-send = 📣 { $count }件に送信
button-schedule = 🕘 { $count }件に予約
button-ask-approval = ✋ 承認を依頼（{ $count }件）
button-correct-now = ✏️ { $count }件を変更

## A broadcast

state-draft = 下書き
state-awaiting-approval = もう一人の承認を待っています
state-scheduled = 予定の時刻に送信します
state-held = 保留中：ボットの停止中に予定の時刻を過ぎました
state-running = 送信中
state-paused = 一時停止中
state-stopped = 停止しました
state-finished = 完了しました
note-late = 予定の時刻にボットが停止していたため、遅れて始めました。
note-too-late = 1時間以上遅れています。このまま送ってもよろしいですか？
note-all-failed = 最初の分がすべて同じ理由で失敗したため、残りは送っていません。理由はファイルをご覧ください。
kind-correct = № { $number } の訂正
kind-recall = № { $number } の取り消し
kind-again = № { $number } の再送（未着の方へ）
done-send = 送信 { $done }／{ $total }
done-correct = 変更 { $done }／{ $total }
done-recall = 削除 { $done }／{ $total }
done-again = 送信 { $done }／{ $total }
count-blocked = ブロック { $count }
count-failed = 失敗 { $count }
count-unknown = 不明 { $count }
report-counting = 宛先の一覧をまだ作成しています。
report-rate = 毎秒 { $rate } 件
report-ended = 終了：{ $time }
left-seconds = 残り約{ $count }秒
left-minutes = 残り約{ $count }分
left-hours = 残り約{ $count }時間
stop-ask = 本当に停止しますか？まだ届いていない方には送られません。
approval-ask = { $person } さんが承認を求めています：
approve-own = ご自身の配信は、ほかの方の承認が必要です。
act-too-late = その操作はもうできません。ほかの方が先に操作したか、すでに終わっています。
button-show = 👁 内容を見る
button-pause = ⏸ 一時停止
button-resume = ▶ 再開
button-stop = ⏹ 停止
button-stop-really = ⏹ はい、停止します
button-stop-not = いいえ、続けます
button-call-off = ✖ 取りやめる
button-approve = ✅ 承認する
button-held-now = 📣 今すぐ送る
button-file = 📄 未着の一覧（CSV）
button-correct = ✏️ 訂正
button-recall = 🗑 取り消し
button-again = 🔁 未着の方へ再送（{ $count }）
button-unknown = ❔ 不明（{ $count }）

## The list, and mending

broadcasts-heading = 配信
broadcasts-none = まだありません。/broadcast で作成できます。
file-caption = № { $number } の未着：{ $count }件。個人を特定する情報は含みません。
recall-ask = 削除されるメッセージ：{ $count }
recall-old = 48時間を過ぎていてTelegramの制限で削除できないもの：{ $count }。訂正はできます。
button-recall-really = 🗑 { $count }件を削除
again-ask = 最後に訂正された内容を、届かなかった方に送ります：{ $count }件。ボットをブロックした方は含みません。
button-again-really = 🔁 { $count }件に送信
unknown-explain = { $count }件は、Telegramから応答がなく、届いたかどうか分かりません。再送すると二重に届くことがあり、送信済みとすると届かないままのことがあります。
button-settle-one = ✓ № { $number } は届いた
button-settle-all = ✓ { $count }件すべてを送信済みとする
button-again-unknown = 🔁 未着かもしれない方すべてに再送（{ $count }）
settled = 送信済みとしました：{ $count }件
