### What the bot says itself, in Japanese. Texts are plain; markup is added where they are shown.

## Answers

answer-declined = その点は、手元の文書に書かれていません。お答えできるのは、2024年の地域間交流促進プログラムの報告書と、ハノイ市代表団の訪日に関する記事の二つの文書の内容だけです。
answer-elsewhere = その点は、手元の文書に書かれていません。「{ $name }」は文書に出てきません。
answer-off-topic = ご質問は私の担当範囲の外です。日本の自治体とベトナム、タイとの交流プログラム、訪問、協定についてお答えしています。たとえば「神奈川県との覚書はいつ署名されましたか？」とお尋ねください。
answer-greeting = こんにちは！日本の自治体とベトナム、タイとの交流プログラム、訪問、協定についてお尋ねください。たとえば「ハノイ市代表団の団長は誰ですか？」のようにどうぞ。
answer-suggest = ご質問の意味がはっきり分かりませんでした。お尋ねになりたいのは、次のどれかでしょうか？
answer-companion = 同じ件について：{ $text }
answer-or = 「{ $title }」のことでしたら：{ $text }
answer-not-translated = この回答はまだ日本語になっていません。
answer-source = 出典：{ $document }「{ $section }」
answer-perhaps = 次の項目が参考になるかもしれません。

## Buttons

button-more = 続き：{ $title }
button-right = 👍 正しい
button-wrong = 👎 違う
button-back = ‹ 戻る
button-next = 次へ ›
button-previous = ‹ 前へ
button-home = ⌂ メニュー
button-language-telegram = Telegramの設定に合わせる

## Feedback

feedback-thanks-right = ありがとうございます！
feedback-thanks-wrong = ありがとうございます。記録しました。別の言葉でお尋ねいただくか、/help をご覧ください。

## Browsing

browse-heading-programme = プログラム
browse-heading-visit = 訪問と会談
browse-heading-agreement = 協定・覚書
browse-heading-person = 人物
browse-heading-event = 行事・出来事
browse-heading-topic = テーマ
browse-heading-organisation = 機関・団体
browse-heading-place = 地域・場所
browse-empty = まだ何もありません。
browse-choose = お選びください。
browse-page = { $page }／{ $pages }ページ
card-no-overview = { $title }に関する質問をお選びください。
button-gone = このボタンは古くなっており、表示していた内容はもうありません。お手数ですが、もう一度お尋ねください。

## Commands

start = { $name ->
    [none] {""}
   *[other] { $name }さん、
  }こんにちは！日本の自治体とベトナム、タイとの交流プログラム、訪問、協定についてのご質問に、出典を添えて簡潔にお答えします。文書に書かれていないことは、そのようにお伝えします。
start-examples = ふだんの言葉でお尋ねください。たとえば：
help = ふだんの言葉でお尋ねください。多少の打ち間違いがあっても大丈夫です。
help-ask = グループでは /ask を使うか、私のメッセージに返信してください。
help-inline = どのチャットでも、@{ $username } に続けて質問を入力できます。
help-browse = 一覧から探すこともできます。
help-follow-up = 「場所はどこでしたか？」のように、続けて質問できます。
help-feedback = 回答が正しかったかどうか、👍 か 👎 でお知らせください。
help-news = 事務局からのお知らせ：
help-news-group = このグループでは、お知らせについて管理者が決めます。
help-other = 言語、出典、ご自身の情報：
help-staff = 職員の方へ：
help-admin = 管理者の方へ：
help-files = .yaml または .zip ファイルを送信 – その内容で知識ベースを変更
about-heading = 私が知っていること
about-counts = { $entries }項目、{ $facts }件の事実（リリース { $release }、最終確認日 { $verified }）
about-documents = 回答はすべて次の文書に基づき、編集者が自分の言葉でまとめたものです。
about-how = 回答はどれも人があらかじめ書いたもので、ご質問の言葉と照らし合わせて探しています。その場で作り出したものはありません。
privacy = 続けて質問していただけるよう、チャットの直近の質問を数分間だけメモリに保持します。データベースには、質問とその結果を一定期間、名前を付けずに保存します（同じチャットからの質問であることだけが符号で分かります）。後で回答を知らせるよう希望された場合は、お送り先のチャットも保存します。そのほか、選ばれた言語、お知らせの配信のお申し込み（テーマ、国、開始日時、Telegramから伝えられる言語）、お送りしたお知らせの記録を保存します。職員については、役割、Telegramに表示される名前、操作の記録も保存します。👍 と 👎 は名前を付けずに数だけを集計します。/mydata でこれらすべてをファイルとして受け取り、/forgetme で完全に消去できます。このほか、Telegram自体のプライバシーポリシーが適用されます。
language-choose = ご質問から言語が分からない場合、どの言語でお答えしましょうか？
language-chosen = 設定しました。
ask-usage = コマンドに続けて質問を入力してください。例：/ask 神奈川県との覚書はいつ署名されましたか？
only-text = 読み取れるのは文字だけです。質問を文字で入力してください。
unknown-command = そのコマンドはありません。/help で使い方をご覧ください。
unknown-command-nearest = /{ $command } のことでしょうか。
question-too-long = 長すぎて読み取れません。1～2文でお尋ねください。
error-apology = 申し訳ありません。こちら側で問題が発生しました。繰り返し起きる場合は、次の参照番号をお知らせください：{ $reference }

example-1 = 神奈川県との覚書はいつ署名されましたか？
example-2 = バンコクではどこを訪問しましたか？
example-3 = 神奈川県にはベトナム人が何人住んでいますか？

## Texts that Telegram shows: command menu (at most 256 characters), description (512), short description (120)

command-start = はじめる
command-help = できること
command-ask = 質問する
command-programs = 交流プログラム
command-visits = 訪問と会談
command-agreements = 協定・覚書
command-people = 人物
command-events = フェスティバル・行事
command-subscribe = テーマと国を選んでお知らせを受け取る
command-updates = 過去30日間のお知らせ
command-settings = 設定：テーマ、国、言語
command-unsubscribe = お知らせの配信を停止
command-language = 返信の言語
command-about = 知っていることとその出典
command-privacy = 保持する情報について
command-mydata = 保存されている自分の情報を受け取る
command-forgetme = 保存されている自分の情報を消去する
command-grant = 役割を付与する
command-revoke = 役割を取り消す
command-audit = 職員の操作の記録
bot-description = 日本の自治体とベトナム、タイとの交流プログラム、訪問、協定についてのご質問に、出典を添えて簡潔にお答えします。文書に書かれていないことを推測で答えることはありません。
bot-short-description = 日本の自治体とベトナム、タイとの交流について、出典を添えてお答えします。

## Error reports for administrators

admin-error = { $kind }（前回の報告以降 { $count } 件）、参照番号 { $reference }。ログをご確認ください。

## Inline mode

inline-nothing = 回答が見つかりません。別の言葉でお試しください。
inline-prompt = 質問を入力してください。例：神奈川 覚書 いつ
