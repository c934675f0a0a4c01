### Những gì bot tự nói, bằng tiếng Việt. Văn bản thuần; định dạng được thêm ở nơi hiển thị.

## Câu trả lời

answer-declined = Tôi không có thông tin này. Tôi chỉ trả lời dựa trên hai tài liệu: báo cáo về Chương trình Thúc đẩy Giao lưu Khu vực 2024 và bài viết về chuyến thăm Nhật Bản của Hà Nội.
answer-elsewhere = Tôi không có thông tin này: các tài liệu của tôi không nhắc đến “{ $name }”.
answer-off-topic = Câu hỏi này nằm ngoài chủ đề của tôi. Tôi trả lời về các chương trình giao lưu, chuyến thăm và thỏa thuận giữa chính quyền địa phương Nhật Bản với Việt Nam và Thái Lan. Bạn thử hỏi: “MOU với Kanagawa được ký khi nào?”
answer-greeting = Xin chào! Bạn có thể hỏi tôi về các chương trình giao lưu, chuyến thăm và thỏa thuận giữa chính quyền địa phương Nhật Bản với Việt Nam và Thái Lan, ví dụ: “Ai dẫn đầu đoàn Hà Nội?”
answer-suggest = Tôi chưa rõ ý bạn. Có phải bạn muốn hỏi một trong những câu sau?
answer-companion = Cùng chủ đề này: { $text }
answer-or = Còn nếu ý bạn là “{ $title }”: { $text }
answer-not-translated = Câu trả lời này chưa có bản tiếng Việt.
answer-source = Nguồn: { $document }, “{ $section }”
answer-perhaps = Có thể bạn cần một trong những nội dung sau:

## Nút bấm

button-more = Xem thêm: { $title }
button-right = 👍 Đúng
button-wrong = 👎 Chưa đúng
button-back = ‹ Quay lại
button-next = Tiếp ›
button-previous = ‹ Trước
button-home = ⌂ Menu
button-language-telegram = Theo cài đặt Telegram

## Phản hồi

feedback-thanks-right = Cảm ơn bạn!
feedback-thanks-wrong = Cảm ơn bạn, tôi đã ghi nhận. Bạn thử hỏi bằng từ khác hoặc dùng /help nhé.

## Duyệt xem

browse-heading-programme = Chương trình
browse-heading-visit = Chuyến thăm và cuộc gặp
browse-heading-agreement = Thỏa thuận
browse-heading-person = Nhân vật
browse-heading-event = Sự kiện
browse-heading-topic = Chủ đề
browse-heading-organisation = Tổ chức, cơ quan
browse-heading-place = Địa điểm
browse-empty = Chưa có nội dung.
browse-choose = Chọn một mục:
browse-page = Trang { $page }/{ $pages }
card-no-overview = Chọn một câu hỏi về { $title }:
button-gone = Nút này đã cũ, nội dung không còn nữa. Bạn vui lòng hỏi lại.

## Lệnh

start = Xin chào{ $name ->
    [none] {""}
   *[other] {" "}{ $name }
  }! Tôi trả lời câu hỏi về các chương trình giao lưu, chuyến thăm và thỏa thuận giữa chính quyền địa phương Nhật Bản với Việt Nam và Thái Lan, ngắn gọn và có dẫn nguồn. Điều gì không có trong tài liệu, tôi sẽ nói rõ.
start-examples = Bạn cứ hỏi theo cách của mình, ví dụ:
help = Bạn cứ hỏi theo cách của mình; gõ sai hay không dấu cũng được.
help-ask = Trong nhóm, hãy dùng /ask hoặc trả lời một tin nhắn của tôi.
help-inline = Trong bất kỳ cuộc trò chuyện nào: gõ @{ $username } kèm câu hỏi.
help-browse = Hoặc xem theo mục:
help-follow-up = Bạn có thể hỏi tiếp: “thế ở đâu?”
help-feedback = Hãy bấm 👍 hoặc 👎 để cho tôi biết câu trả lời có đúng không.
help-news = Tin tức do văn phòng gửi:
help-news-group = Ở đây, quản trị viên của nhóm quyết định về tin tức.
help-other = Ngôn ngữ, nguồn và dữ liệu của bạn:
help-staff = Dành cho nhân viên:
help-admin = Dành cho quản trị viên:
help-files = Gửi tôi tệp .yaml hoặc .zip – Thay đổi kho tri thức bằng tệp đó
about-heading = Tôi biết những gì
about-counts = { $entries } chủ đề và { $facts } thông tin, phiên bản { $release }, kiểm tra lần cuối { $verified }.
about-documents = Mọi câu trả lời đều lấy từ các tài liệu sau, do ban biên tập diễn đạt lại:
about-how = Mọi câu trả lời đều do con người viết sẵn và được tìm ra bằng cách so khớp với câu hỏi của bạn. Không có gì được bịa ra tại chỗ.
privacy = Tôi giữ các câu hỏi gần nhất của cuộc trò chuyện trong bộ nhớ vài phút để bạn có thể hỏi tiếp. Cơ sở dữ liệu của tôi lưu các câu hỏi và kết quả trong một thời gian, không kèm tên: chỉ một mã cho biết những câu hỏi nào đến từ cùng một cuộc trò chuyện. Nếu bạn muốn được báo câu trả lời sau, tôi cũng lưu cuộc trò chuyện cần nhắn. Ngoài ra còn lưu ngôn ngữ bạn chọn, đăng ký nhận tin của bạn (chủ đề, quốc gia, từ khi nào, và ngôn ngữ mà Telegram cho biết) và những tin đã gửi cho bạn; với nhân viên còn có vai trò, tên hiển thị trên Telegram và nhật ký thao tác. Mỗi 👍 hoặc 👎 được đếm mà không kèm tên bạn. /mydata gửi cho bạn toàn bộ dữ liệu đó trong một tệp, /forgetme xóa vĩnh viễn. Ngoài ra, chính sách quyền riêng tư của Telegram cũng được áp dụng.
language-choose = Khi câu hỏi không cho thấy ngôn ngữ của nó, tôi nên trả lời bằng tiếng nào?
language-chosen = Cảm ơn, tôi đã ghi nhận.
ask-usage = Viết câu hỏi sau lệnh: /ask MOU với Kanagawa được ký khi nào?
only-text = Tôi chỉ đọc được văn bản. Bạn vui lòng gõ câu hỏi.
unknown-command = Không có lệnh này. Gõ /help để xem tôi làm được gì.
unknown-command-nearest = Có phải bạn muốn gõ /{ $command }?
question-too-long = Câu hỏi này dài quá. Bạn vui lòng hỏi trong một hai câu.
error-apology = Xin lỗi, phía tôi gặp sự cố. Nếu tình trạng này lặp lại, vui lòng cung cấp mã tham chiếu: { $reference }

example-1 = MOU với Kanagawa được ký khi nào?
example-2 = Ở Bangkok, đoàn đã đến thăm những nơi nào?
example-3 = Có bao nhiêu người Việt Nam sống ở Kanagawa?

## Văn bản do Telegram hiển thị: menu lệnh (tối đa 256 ký tự), mô tả (512), mô tả ngắn (120)

command-start = Bắt đầu
command-help = Tôi có thể làm gì
command-ask = Đặt câu hỏi
command-programs = Chương trình giao lưu
command-visits = Chuyến thăm và cuộc gặp
command-agreements = Thỏa thuận
command-people = Nhân vật
command-events = Lễ hội và sự kiện
command-subscribe = Nhận tin tức theo chủ đề và quốc gia
command-updates = Tin tức trong 30 ngày qua
command-settings = Cài đặt: chủ đề, quốc gia, ngôn ngữ
command-unsubscribe = Ngừng nhận tin tức
command-language = Ngôn ngữ trả lời
command-about = Tôi biết gì, lấy từ nguồn nào
command-privacy = Tôi lưu gì về bạn
command-mydata = Nhận toàn bộ dữ liệu tôi lưu về bạn
command-forgetme = Xóa toàn bộ dữ liệu tôi lưu về bạn
command-grant = Cấp vai trò cho ai đó
command-revoke = Thu hồi vai trò
command-audit = Nhật ký thao tác của nhân viên
bot-description = Tôi trả lời câu hỏi về các chương trình giao lưu, chuyến thăm và thỏa thuận giữa chính quyền địa phương Nhật Bản với Việt Nam và Thái Lan, ngắn gọn và có dẫn nguồn. Điều gì tài liệu không nói, tôi không đoán.
bot-short-description = Hỏi đáp về giao lưu giữa các địa phương Nhật Bản với Việt Nam và Thái Lan, có dẫn nguồn.

## Báo lỗi cho quản trị viên

admin-error = { $kind } ({ $count } lần kể từ báo cáo trước), mã tham chiếu { $reference }. Xem nhật ký.

## Chế độ inline

inline-nothing = Không tìm thấy câu trả lời. Bạn thử từ khác nhé.
inline-prompt = Gõ câu hỏi, ví dụ: ngày ký mou kanagawa
