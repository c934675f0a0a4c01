### Thay đổi kho tri thức: dành cho quản trị viên, tiếng Việt.

command-knowledge = Bản đang dùng, từ khi nào
command-reload = Kiểm tra thư mục và đưa vào dùng
command-export = Nhận kho tri thức dạng zip
command-releases = Các bản đã dùng và cách quay lại
command-rollback = Quay lại một bản trước

## Đề xuất

proposal-checking = Đang kiểm tra kho tri thức. Việc này mất một lúc; trong khi đó câu hỏi vẫn được trả lời.
proposal-applying = Sẽ áp dụng ngay khi mọi tiến trình sẵn sàng …
waiting-for = ⏳ Đang chờ tiến trình { $process } (phản hồi gần nhất cách đây { $silent } giây). Việc này sẽ tự tiếp tục khi tiến trình đó sẵn sàng, hoặc sau { $left } giây nếu nó không phản hồi nữa.
proposal-heading = Bản #{ $number } ({ $hash }), { $origin }, có thể đưa vào dùng
proposal-files = Tệp: { $files }
proposal-counts = { $entries } mục, { $facts } dữ kiện
changed-entries = Mục:
changed-facts = Dữ kiện và điều chưa có:
proposal-around = Tài liệu, từ vựng hoặc mẫu câu đã thay đổi, có thể ảnh hưởng đến mọi câu trả lời.
proposal-no-difference = Các mục và dữ kiện vẫn như cũ; chỉ chú thích, cách hỏi hoặc câu hỏi kiểm tra có thay đổi.
proposal-golden = Câu hỏi kiểm tra: { $right } đúng, { $wrong } sai, { $silent } không trả lời.
turned-wrong = Trở thành sai ({ $count }):
turned-silent = Không còn được trả lời ({ $count }):
turned-right = Trở thành đúng ({ $count }):
stays-wrong = Vẫn sai như trước ({ $count }):
stays-silent = Vẫn chưa được trả lời như trước ({ $count }):
proposal-seconds = Đã nạp, kiểm tra và dựng trong { $seconds } giây. Chưa có gì thay đổi cho đến khi bạn bấm nút.
proposal-failed = Không nạp được kho tri thức. Chưa có gì thay đổi.
proposal-refused = Kho tri thức bị từ chối. Chưa có gì thay đổi. Số lỗi: { $count }
proposal-cancelled = Đã hủy. Không có gì được lưu lại.
proposal-superseded = Một tệp hoặc yêu cầu mới hơn đã thay thế đề xuất này.
and-more = … và { $count } nữa
button-apply = ✅ Áp dụng
button-override = ⚠️ Áp dụng dù có câu trở thành sai

## Kết quả áp dụng

applied-done = Đang dùng: bản #{ $number } ({ $hash }).
applied-gone = Đề xuất này không còn nữa. Vui lòng yêu cầu lại.
applied-outdated = Một bản khác đã được đưa vào dùng. Chưa có gì thay đổi; vui lòng yêu cầu lại.
applied-turned-wrong = Có câu hỏi kiểm tra trở thành sai. Chưa có gì thay đổi.
applied-edited = Thư mục đã được sửa trong lúc đó. Chưa có gì thay đổi; vui lòng yêu cầu lại.
applied-not-ready = Một tiến trình khác không nạp được bản #{ $number } hoặc mất quá nhiều thời gian. Chưa có gì thay đổi.
applied-read-only = Không ghi được vào thư mục của kho tri thức. Chưa có gì thay đổi. Hãy đặt EXCHANGE_BOT_KNOWLEDGE_FOLDER là thư mục mà bot được ghi; /export sẽ gửi các tệp cần thiết.

## Các bản

release-same = Không có gì để làm: các tệp này đang được dùng, là bản #{ $number } ({ $hash }).
release-origin-start = từ thư mục khi khởi động
release-origin-reload = từ thư mục
release-origin-watch = từ thư mục được theo dõi
release-origin-upload = từ tệp được gửi
release-origin-rollback = một bản trước
release-origin-taught = được dạy
release-by-shell = bot
release-line = #{ $number } { $hash } · { $at } · { $who } · { $origin } · { $entries } mục, { $facts } dữ kiện
releases-heading = Các bản đã được dùng
button-roll-back = ↩️ { $release }
rollback-usage = Hãy viết /rollback kèm số của một bản trong /releases. Không có số thì quay lại bản ngay trước.
rollback-none = Mới chỉ có một bản được dùng; chưa có bản nào để quay lại.
knowledge-heading = Bản đang dùng
knowledge-verified = Xác minh lần cuối: { $date }
knowledge-processes = Tiến trình: { $count }, trong đó { $same } đang dùng bản này.
knowledge-waits = Bản #{ $number } đang chờ được áp dụng hoặc hủy.
knowledge-change = Để thay đổi: sửa thư mục rồi gửi /reload, hoặc gửi cho tôi tệp .yaml hay tệp zip. /export gửi bạn các tệp hiện tại.
export-nothing = Chưa có bản nào để xuất.
export-caption = Hãy giải nén, chỉnh sửa rồi gửi lại các tệp .yaml hoặc cả tệp zip.
upload-too-large = “{ $name }” lớn hơn 20 MB. Không có gì được lưu lại. Vui lòng gửi tệp nhỏ hơn.
