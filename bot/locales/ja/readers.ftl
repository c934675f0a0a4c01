### What the bot says about news to readers, in Japanese: subscribing, settings, looking up, data.

## Topics and countries

topic-programmes = プログラム
topic-visits = 訪問
topic-agreements = 協定
topic-events = 行事
all-topics = すべてのテーマ
country-japan = 日本
country-vietnam = ベトナム
country-thailand = タイ
all-countries = すべての国
word-all = すべて

## Subscribing and leaving

subscribed = 今後、ここにお知らせをお届けします。内容は下のボタンでお選びいただけます。配信はいつでもワンタップで停止できます。
subscribe-unknown = そのテーマや国は分かりませんでした。下のボタンでお選びいただくか、たとえば「/subscribe 訪問 ベトナム」のように入力してください。
left = お知らせの配信を停止しました。いつでも元に戻せます。
left-before = 現在、ここにお知らせは配信されていません。
join-offer = 以前は、{ $topics }（{ $countries }）のお知らせをここにお届けしていました。配信を再開しますか？
admins-decide = これを決められるのは、このグループの管理者だけです。
button-news = 🔔 お知らせを受け取る
button-subscribe = 🔔 配信を申し込む
button-join-again = 🔔 以前と同じ内容で再開
button-leave = 🔕 配信を停止
button-undo = ↩ 元に戻す

## Settings

settings-heading = 設定
settings-on = お知らせ：配信中
settings-off = お知らせ：停止中
settings-topics = テーマ：{ $names }
settings-countries = 国：{ $names }
settings-language = 言語：{ $name }
settings-hint = タップで切り替えます。✓ はオン、– はオフです。
settings-last = 少なくとも一つはオンにしてください。お知らせが不要な場合は「配信を停止」を押してください。
button-settings = ⚙ お知らせの設定
button-language = 🌐 言語

## Looking up what went out

updates-heading = 過去30日間のお知らせ
updates-none = この期間に、こちらへ配信されたお知らせはありません。
updates-for-subscribers = 過去30日間のお知らせは、配信をお申し込みの方にご覧いただけます。ワンタップで申し込み、内容をお選びください。
content-photo = 写真
content-video = 動画
content-document = 文書
content-animation = アニメーション
content-audio = 音声

## One's own data

my-data = あなたについて保存している情報はこれですべてです。あなたのTelegram IDは { $id } です。
my-data-group = このグループについて保存している情報はこれですべてです。ご自身に関する情報は、私との個別のチャットで /mydata を送ってご確認ください。
forget-ask = あなたについて保存している情報（配信の申し込み、言語などの選択、ご質問、お送りしたお知らせの記録）をすべて消去しますか？この操作は取り消せません。
forget-ask-group = このグループについて保存している情報（配信の申し込み、言語、ここでの質問、お送りしたお知らせの記録）をすべて消去しますか？この操作は取り消せません。
forgotten = 消去しました。このチャットに関する情報はもう何も残っていません。
forgotten-staff = あなたの役割（{ $role }）と、職員としての操作の記録は、事務局のものとして残ります。役割は管理者が /revoke で取り消せます。
forget-kept = 何も消去していません。
button-forget = すべて消去する
button-keep = 残しておく
