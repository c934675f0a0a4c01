### What the bot says about questions without an answer, in Japanese: being told, teaching, reviews, counts.

## Being told later

button-tell = 🔔 回答できるようになったら知らせてほしい
button-tell-not = 🔕 お知らせは不要です
tell-noted = 承りました。職員がこの質問を確認し、回答できるようになり次第、ここでお知らせします。そのため、どのチャットからの質問かを保存します（/forgetme で消去できます）。
tell-not = 承知しました。この件ではお知らせしません。
tell-heading = ご質問：「{ $question }」
answer-verified = この内容を最後に確認したのは { $date } で、再確認の時期を過ぎています。

## Questions without an answer

missed-heading = 回答できなかった質問
missed-heading-ignored = 対応しないことにした質問
missed-hint = 質問を選ぶと、回答を教える、質問した人に返信する、対応しないことにする、のいずれかができます。
missed-none-ignored = 対応しないことにした質問はありません。
missed-none = 未対応の質問はありません。
missed-count = { $count }回
missed-waiting = お知らせ待ち { $count } 件
missed-wrong = 「違う」との評価 { $count } 件
button-missed-ignored = 対応しない質問 ›
button-missed-open = ‹ 未対応の質問
button-teach-phrasing = ✓ 既存の内容で回答できる
button-teach-fact = ✎ 回答を書く
button-teach-reply = ↩ 質問した人に返信する（{ $count }）
button-ignore = 対応しない
button-take-up = 再び対応する

## Lessons: what is taught

teach-goes-on = この作業の途中でした。続けるか、「中止」を押してください。
teach-way-phrasing = 既存の内容で回答する
teach-way-fact = 新しい回答
teach-way-entry = 新しい項目
teach-way-reply = 質問した人への返信
teach-way-confirm = 内容の確認
teach-way-change = 回答の変更
teach-pick = どの内容が回答になりますか？見当たらないときは、検索する言葉を書くか、一覧からお探しください。
teach-home = 回答はどの項目に関するものですか？項目を選ぶか、検索する言葉を書くか、新しい項目を作ってください。
teach-facts = どれですか？
teach-kind = 新しい項目の種類を選んでください。
teach-title = 新しい項目の名前を書いてください。英語は必須で、ほかの言語は任意です。
teach-question = ボタンに表示する短い質問を書いてください。英語は必須です。
teach-answer = 回答を書いてください。英語は必須です。ほかの言語がない場合は、その旨を添えて英語で表示されます。
teach-change-answer = 今後の回答を書いてください。
teach-present = 現在の回答：
teach-write-in = 次の言語で書いてください：{ $language }
teach-other-language = { $found } の文章のようですが、{ $asked } として保存しました。誤りであれば { $asked } でもう一度書き、{ $found } の分はその言語を選んで書いてください。
teach-too-long = { $found } 文字あります。{ $limit } 文字以内でお書きください。
teach-asks = どの種類の質問への回答ですか？タップで切り替えます。通常は一つか二つです。
teach-source = どの文書に書かれていますか？回答には必ず出典を示します。
teach-section = どの部分ですか？
teach-new-source = 出典を3行で書いてください：文書名、発行者、該当箇所。例：
    事務局通知 12/2026
    交流事務局
    締切
teach-source-lines = ちょうど3行でお書きください。
teach-wordings = 今後、次の言い方でこの回答が表示されます。不明確なものや個人情報を含むものはオフにしてください。
teach-one-wording = 少なくとも一つはオンにしてください。
teach-reply = 返信を書いてください。お知らせを希望した人だけに届きます。ボットの知識は変わりません。
teach-confirm-reply = { $count } 件のチャットに次の内容を送ります：
teach-period = 次の確認はいつにしますか？
teach-locale = どの言語の回答を変更しますか？
teach-entry = 項目：{ $title }
teach-new-entry = 新しい項目（{ $kind }）：{ $title }
teach-cited = 出典：{ $source }
teach-phrasings = 質問の言い方：
teach-next-review = 次の確認：{ $period }後
teach-not-changed = 次の言語の回答はこれまでのままです：{ $languages }
teach-check = 変更を確認します。全体の内容と、正しく答えるべき質問を検査します。まだ公開はされません。
teach-checking = 確認しています…数秒かかります。
teach-sound = 変更後の内容に問題はありません。公開しますか？
teach-same = すでにその内容になっています。変更は必要ありません。
teach-turned-right = 正しく答えるようになる確認用の質問：{ $count }
teach-turned-silent = 答えられなくなる確認用の質問：{ $count }
teach-turned-wrong = 誤った回答になる確認用の質問：{ $count }
teach-still-refused = これでも、この質問自体には回答できません。ボットが推測しないこととしている内容を含むためです。言い方を変えると解決することがあります。
teach-not-allowed = このため公開できません。戻って言い方を変えるか、管理者にご相談ください。
teach-will-tell = 公開後、質問した { $count } 件のチャットに回答を送ります。
teach-refused = 公開できません：{ $problem }
teach-applying = ただいま公開しています。
teach-interrupted = データベースに接続できなかったため、公開されたかどうか不明です。少し待ってから「再表示」を押してください。
teach-done = 完了しました。公開済みです。回答を送るチャット：{ $count } 件。
teach-live = 完了しました。公開済みです。
teach-replied = { $count } 件のチャットに返信を送ります。
teach-passage-gone = その間に別の変更がありました。もう一度確認してください。
teach-passage-turned-wrong = 正しく答えるべき質問が誤った回答になります。
teach-passage-edited = その間にファイルが編集されました。もう一度確認してください。
teach-passage-not-ready = ボットの別のプロセスの準備ができていません。少し待ってからもう一度お試しください。
teach-passage-read-only = 知識ベースのフォルダーに書き込めません。ボットの運用者が EXCHANGE_BOT_KNOWLEDGE_FOLDER で書き込み可能なフォルダーを指定してください。
button-browse = ☰ 一覧から選ぶ
button-new-subject = ＋ 新しい項目
button-other-source = ＋ ほかの出典
button-onwards = 次へ ›
button-check = ✓ 確認する
button-teach-apply = ✓ 公開する
button-teach-send = ✓ 送信する
button-refresh = ↻ 再表示
button-to-list = ‹ 一覧に戻る

## Kinds of subjects and of questions

subject-programme = プログラム
subject-visit = 訪問
subject-agreement = 協定
subject-meeting = 会談
subject-event = 行事
subject-organisation = 団体
subject-person = 人物
subject-place = 場所
subject-topic = テーマ
asks-who = 誰
asks-when = いつ
asks-where = どこ
asks-how-many = いくつ・いくら
asks-which = どれ・どの
asks-what = 何
asks-why = なぜ
asks-how = どのように
asks-whether = はい・いいえ
asks-list = 一覧
asks-overview = 概要

## Reviews

review-heading = 確認の時期を過ぎた項目
review-hint = 項目を選び、内容を出典と照らし合わせてください。
review-none = 確認が必要な項目はありません。次は { $date } です。
review-dates = 確認日 { $verified }、再確認の期限 { $due }
review-more = …ほか { $count } 件
button-confirm = ✓ 内容は正しい
button-change = ✎ 変更する
months = { $count }か月

## Counts

period-day = 24時間
period-week = 7日間
period-month = 30日間
stats-counts = 質問：{ $total } 件 · 回答 { $answer }% · 候補の提示 { $suggest }% · 回答なし { $none }%
stats-top = よく聞かれた項目：{ $names }
stats-worst = 「違う」との評価が多い項目：{ $names }

## Commands

command-unanswered = 回答できなかった質問：教える・返信する
command-review = 確認の時期を過ぎた項目：確認・変更する
command-stats = 質問の統計（日・週・月）
