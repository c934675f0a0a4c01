### 知識ベースの変更（管理者向け）、日本語。

command-knowledge = 公開中の知識ベースを確認
command-reload = フォルダーを検査して公開
command-export = 知識ベースを zip で受け取る
command-releases = これまでのリリースと差し戻し
command-rollback = 以前のリリースに戻す

## 提案

proposal-checking = 知識ベースを検査しています。少し時間がかかりますが、その間も質問にはお答えします。
proposal-applying = すべてのプロセスの準備ができしだい適用します…
waiting-for = ⏳ プロセス { $process } の準備を待っています（最後の応答は { $silent } 秒前）。準備ができしだい、応答がないままなら { $left } 秒後に、自動で先へ進みます。
proposal-heading = リリース #{ $number }（{ $hash }、{ $origin }）を公開できます
proposal-files = ファイル：{ $files }
proposal-counts = 項目 { $entries } 件、事実 { $facts } 件
changed-entries = 項目：
changed-facts = 事実と未記載事項：
proposal-around = 資料、語彙、またはひな形が変わりました。回答全体に影響することがあります。
proposal-no-difference = 項目と事実に変わりはありません。異なるのは、コメント、質問の言い方、確認用の質問だけです。
proposal-golden = 確認用の質問：正答 { $right }、誤答 { $wrong }、無回答 { $silent }
turned-wrong = 誤答になったもの（{ $count }）：
turned-silent = 無回答になったもの（{ $count }）：
turned-right = 正答になったもの（{ $count }）：
stays-wrong = 以前から誤答のもの（{ $count }）：
stays-silent = 以前から無回答のもの（{ $count }）：
proposal-seconds = 読み込み・検査・構築に { $seconds } 秒かかりました。ボタンを押すまで何も変わりません。
proposal-failed = 知識ベースを読み込めませんでした。何も変わっていません。
proposal-refused = 知識ベースを受け付けられません。何も変わっていません。問題：{ $count } 件
proposal-cancelled = 取り消しました。内容は保存されていません。
proposal-superseded = より新しいファイルまたは依頼に置き換えられました。
and-more = …ほか { $count } 件
button-apply = ✅ 適用する
button-override = ⚠️ 誤答があっても適用する

## 適用の結果

applied-done = 公開しました：リリース #{ $number }（{ $hash }）
applied-gone = この提案はもうありません。もう一度お試しください。
applied-outdated = その後、別のリリースが公開されました。何も変わっていません。もう一度お試しください。
applied-turned-wrong = 誤答になった確認用の質問があります。何も変わっていません。
applied-edited = その後、フォルダーが編集されました。何も変わっていません。もう一度お試しください。
applied-not-ready = 別のプロセスがリリース #{ $number } を読み込めなかったか、時間がかかりすぎました。何も変わっていません。
applied-read-only = 知識ベースのフォルダーに書き込めません。何も変わっていません。EXCHANGE_BOT_KNOWLEDGE_FOLDER に書き込めるフォルダーを指定してください。ファイルは /export で受け取れます。

## リリース

release-same = 変更はありません。同じファイルがリリース #{ $number }（{ $hash }）として公開中です。
release-origin-start = 起動時のフォルダー
release-origin-reload = フォルダー
release-origin-watch = 監視中のフォルダー
release-origin-upload = 送られたファイル
release-origin-rollback = 以前のリリース
release-origin-taught = 教えられた内容
release-by-shell = ボット
release-line = #{ $number } { $hash } · { $at } · { $who } · { $origin } · 項目 { $entries }、事実 { $facts }
releases-heading = これまでに公開したリリース
button-roll-back = ↩️ { $release }
rollback-usage = /rollback のあとに、/releases に出るリリースの番号をお書きください。番号がなければ一つ前に戻します。
rollback-none = 公開されたリリースはまだ一つだけで、戻せるものがありません。
knowledge-heading = 公開中の知識ベース
knowledge-verified = 最終確認日：{ $date }
knowledge-processes = プロセス { $count } 件のうち { $same } 件がこのリリースで回答しています。
knowledge-waits = リリース #{ $number } が適用または取り消しを待っています。
knowledge-change = 変更するには、フォルダーを編集して /reload を送るか、.yaml ファイルまたは zip を送ってください。現在のファイルは /export で受け取れます。
export-nothing = 書き出せるリリースはまだありません。
export-caption = 展開して編集し、.yaml ファイルまたは zip 全体を送り返してください。
upload-too-large = 「{ $name }」は 20 MB を超えています。保存していません。小さくしてお送りください。
