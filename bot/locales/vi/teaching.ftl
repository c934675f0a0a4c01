### What the bot says about questions without an answer, in Vietnamese: being told, teaching, reviews, counts.

## Being told later

button-tell = 🔔 Báo tôi khi có câu trả lời
button-tell-not = 🔕 Không cần báo nữa
tell-noted = Đã ghi nhận. Nhân viên sẽ xem câu hỏi này và tôi sẽ nhắn tại đây ngay khi có câu trả lời. Để làm vậy, tôi lưu cuộc trò chuyện nào đã hỏi; gõ /forgetme để xóa.
tell-not = Được rồi, tôi sẽ không nhắn về việc này.
tell-heading = Bạn đã hỏi: “{ $question }”
answer-verified = Nội dung này được kiểm tra lần cuối ngày { $date } và đã đến hạn xem lại.

## Questions without an answer

missed-heading = Những câu hỏi chưa có câu trả lời
missed-heading-ignored = Những câu hỏi đã gác lại
missed-hint = Bấm một câu hỏi để dạy câu trả lời, trả lời người đã hỏi, hoặc gác lại.
missed-none-ignored = Chưa gác lại câu hỏi nào.
missed-none = Không còn câu hỏi nào chưa xử lý.
missed-count = { $count } lần
missed-waiting = { $count } người chờ được báo
missed-wrong = { $count } lần bị báo là chưa đúng
button-missed-ignored = Đã gác lại ›
button-missed-open = ‹ Chưa xử lý
button-teach-phrasing = ✓ Nội dung sẵn có trả lời được
button-teach-fact = ✎ Viết câu trả lời
button-teach-reply = ↩ Trả lời người đã hỏi ({ $count })
button-ignore = Gác lại
button-take-up = Xem xét lại

## Lessons: what is taught

teach-goes-on = Bạn đang làm dở việc này. Hãy làm tiếp hoặc bấm “Hủy”.
teach-way-phrasing = Nội dung sẵn có trả lời
teach-way-fact = Câu trả lời mới
teach-way-entry = Chủ đề mới
teach-way-reply = Trả lời người đã hỏi
teach-way-confirm = Xác nhận còn đúng
teach-way-change = Sửa câu trả lời
teach-pick = Nội dung nào trả lời câu hỏi? Nếu chưa thấy, hãy viết vài từ để tìm hoặc duyệt danh sách.
teach-home = Câu trả lời nói về chủ đề nào? Hãy chọn, viết vài từ để tìm, hoặc tạo chủ đề mới.
teach-facts = Mục nào?
teach-kind = Chủ đề mới thuộc loại nào?
teach-title = Chủ đề mới tên là gì? Cần có tiếng Anh; các ngôn ngữ khác có thể thêm sau.
teach-question = Viết câu hỏi ngắn gọn như sẽ hiện trên nút bấm. Cần có tiếng Anh.
teach-answer = Viết câu trả lời. Cần có tiếng Anh; ngôn ngữ nào thiếu thì người đọc nhận bản tiếng Anh kèm ghi chú.
teach-change-answer = Viết câu trả lời mới.
teach-present = Hiện nay:
teach-write-in = Viết bằng: { $language }
teach-other-language = Văn bản này có vẻ là { $found } nhưng đang được lưu là { $asked }. Nếu nhầm, hãy viết lại bằng { $asked }, rồi bấm { $found } để viết bản kia.
teach-too-long = Văn bản có { $found } ký tự; tối đa { $limit }.
teach-asks = Nó trả lời loại câu hỏi nào? Bấm để bật tắt; thường chỉ một hoặc hai loại.
teach-source = Thông tin này nằm trong tài liệu nào? Mỗi câu trả lời đều nêu nguồn.
teach-section = Ở phần nào?
teach-new-source = Viết nguồn trong ba dòng: tên tài liệu, nơi ban hành, và phần. Ví dụ:
    Thông báo 12/2026
    Văn phòng giao lưu
    Thời hạn
teach-source-lines = Vui lòng viết đúng ba dòng.
teach-wordings = Từ nay những cách hỏi này dẫn đến câu trả lời. Tắt cách nào không rõ hoặc có thông tin cá nhân.
teach-one-wording = Cần bật ít nhất một cách hỏi.
teach-reply = Viết lời trả lời. Nó chỉ đến những người muốn được báo; bot không học gì từ đó.
teach-confirm-reply = Nội dung này sẽ gửi tới { $count } cuộc trò chuyện:
teach-period = Khi nào cần xem lại?
teach-locale = Sửa câu trả lời bằng ngôn ngữ nào?
teach-entry = Chủ đề: { $title }
teach-new-entry = Chủ đề mới ({ $kind }): { $title }
teach-cited = Nguồn: { $source }
teach-phrasings = Cách hỏi:
teach-next-review = Xem lại sau: { $period }
teach-not-changed = Các ngôn ngữ này vẫn giữ câu trả lời cũ: { $languages }
teach-check = Thay đổi sẽ được kiểm tra: toàn bộ dữ liệu và các câu hỏi phải luôn đúng. Chưa có gì được áp dụng.
teach-checking = Đang kiểm tra… mất vài giây.
teach-sound = Dữ liệu sau khi thay đổi hợp lệ. Áp dụng chứ?
teach-same = Dữ liệu đã có sẵn như vậy; không cần thay đổi.
teach-turned-right = Câu hỏi kiểm tra trở nên đúng: { $count }
teach-turned-silent = Câu hỏi kiểm tra sẽ không còn được trả lời: { $count }
teach-turned-wrong = Câu hỏi kiểm tra sẽ bị trả lời sai: { $count }
teach-still-refused = Ngay cả khi đó câu hỏi này vẫn chưa được trả lời: nó nhắc đến điều mà bot không đoán. Cách hỏi khác có thể giúp.
teach-not-allowed = Vì vậy chưa thể áp dụng. Hãy quay lại chọn cách hỏi khác hoặc hỏi quản trị viên.
teach-will-tell = Sau đó { $count } người đã hỏi sẽ nhận được câu trả lời.
teach-refused = Không thể áp dụng: { $problem }
teach-applying = Đang được áp dụng.
teach-interrupted = Không kết nối được cơ sở dữ liệu nên chưa rõ đã áp dụng hay chưa. Vui lòng bấm “Xem lại” sau giây lát.
teach-done = Xong: đã áp dụng. Số cuộc trò chuyện nhận câu trả lời: { $count }.
teach-live = Xong: đã áp dụng.
teach-replied = Lời trả lời được gửi tới { $count } cuộc trò chuyện.
teach-passage-gone = Trong lúc đó có thay đổi khác. Vui lòng kiểm tra lại.
teach-passage-turned-wrong = Những câu hỏi phải luôn đúng sẽ bị trả lời sai.
teach-passage-edited = Trong lúc đó có người sửa tệp dữ liệu. Vui lòng kiểm tra lại.
teach-passage-not-ready = Một tiến trình khác của bot chưa sẵn sàng. Vui lòng thử lại sau một phút.
teach-passage-read-only = Không thể ghi vào thư mục dữ liệu. Người vận hành bot có thể chỉ định thư mục ghi được trong EXCHANGE_BOT_KNOWLEDGE_FOLDER.
button-browse = ☰ Duyệt danh sách
button-new-subject = ＋ Chủ đề mới
button-other-source = ＋ Nguồn khác
button-onwards = Tiếp tục ›
button-check = ✓ Kiểm tra
button-teach-apply = ✓ Áp dụng
button-teach-send = ✓ Gửi
button-refresh = ↻ Xem lại
button-to-list = ‹ Về danh sách

## Kinds of subjects and of questions

subject-programme = Chương trình
subject-visit = Chuyến thăm
subject-agreement = Thỏa thuận
subject-meeting = Cuộc gặp
subject-event = Sự kiện
subject-organisation = Tổ chức
subject-person = Nhân vật
subject-place = Địa điểm
subject-topic = Đề tài
asks-who = ai
asks-when = khi nào
asks-where = ở đâu
asks-how-many = bao nhiêu
asks-which = nào
asks-what = gì
asks-why = vì sao
asks-how = như thế nào
asks-whether = có hay không
asks-list = danh sách
asks-overview = tổng quan

## Reviews

review-heading = Đến hạn xem lại
review-hint = Bấm một mục và đối chiếu nội dung với nguồn.
review-none = Không có mục nào đến hạn. Mục tiếp theo: { $date }.
review-dates = Kiểm tra ngày { $verified }, hạn xem lại { $due }
review-more = … và { $count } mục nữa
button-confirm = ✓ Vẫn đúng
button-change = ✎ Sửa
months = { $count } tháng

## Counts

period-day = 24 giờ
period-week = 7 ngày
period-month = 30 ngày
stats-counts = Câu hỏi: { $total } · đã trả lời { $answer } % · gợi ý { $suggest } % · chưa trả lời { $none } %
stats-top = Được hỏi nhiều nhất: { $names }
stats-worst = Hay bị báo chưa đúng: { $names }

## Commands

command-unanswered = Câu hỏi chưa có câu trả lời: dạy bot hoặc trả lời
command-review = Các mục đến hạn xem lại: xác nhận hoặc sửa
command-stats = Thống kê câu hỏi: ngày, tuần, tháng
