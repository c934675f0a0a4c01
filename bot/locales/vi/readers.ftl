### What the bot says about news to readers, in Vietnamese: subscribing, settings, looking up, data.

## Topics and countries

topic-programmes = Chương trình
topic-visits = Chuyến thăm
topic-agreements = Thỏa thuận
topic-events = Sự kiện
all-topics = Mọi chủ đề
country-japan = Nhật Bản
country-vietnam = Việt Nam
country-thailand = Thái Lan
all-countries = Mọi quốc gia
word-all = tất cả

## Subscribing and leaving

subscribed = Từ nay tin tức sẽ được gửi đến đây. Hãy chọn nội dung bên dưới; bạn có thể hủy đăng ký bất cứ lúc nào chỉ bằng một lần chạm.
subscribe-unknown = Tôi không biết chủ đề hoặc quốc gia đó. Bạn vui lòng chọn bên dưới, hoặc gõ ví dụ: /subscribe chuyến thăm Việt Nam
left = Tin tức sẽ không được gửi đến đây nữa. Bạn có thể hoàn tác bất cứ lúc nào.
left-before = Hiện không có tin tức nào được gửi đến đây.
join-offer = Trước đây, tin tức về { $topics } ({ $countries }) được gửi đến đây. Bạn có muốn nhận lại không?
admins-decide = Chỉ quản trị viên của nhóm này mới quyết định được việc này.
button-news = 🔔 Nhận tin tức
button-subscribe = 🔔 Đăng ký
button-join-again = 🔔 Có, như trước
button-leave = 🔕 Hủy đăng ký
button-undo = ↩ Hoàn tác

## Settings

settings-heading = Cài đặt
settings-on = Tin tức: bật
settings-off = Tin tức: tắt
settings-topics = Chủ đề: { $names }
settings-countries = Quốc gia: { $names }
settings-language = Ngôn ngữ: { $name }
settings-hint = Chạm để bật hoặc tắt: ✓ là bật, – là tắt.
settings-last = Cần bật ít nhất một mục. Nếu không muốn nhận tin nào nữa, hãy bấm “Hủy đăng ký”.
button-settings = ⚙ Cài đặt tin tức
button-language = 🌐 Ngôn ngữ

## Looking up what went out

updates-heading = Tin tức trong 30 ngày qua
updates-none = Trong thời gian này chưa có tin nào được gửi đến bạn.
updates-for-subscribers = Tin tức trong 30 ngày qua dành cho người đăng ký. Hãy đăng ký bằng một lần chạm rồi chọn nội dung.
content-photo = Ảnh
content-video = Video
content-document = Tài liệu
content-animation = Ảnh động
content-audio = Âm thanh

## One's own data

my-data = Đây là toàn bộ những gì tôi lưu về bạn. ID Telegram của bạn là { $id }.
my-data-group = Đây là toàn bộ những gì tôi lưu về nhóm này. Để xem những gì tôi lưu về riêng bạn, hãy gửi /mydata cho tôi trong cuộc trò chuyện riêng.
forget-ask = Bạn có muốn tôi xóa toàn bộ những gì đã lưu về bạn không: các đăng ký, ngôn ngữ và mọi lựa chọn khác, những câu bạn đã hỏi, cùng danh sách tin đã gửi cho bạn? Không thể hoàn tác việc này.
forget-ask-group = Bạn có muốn tôi xóa toàn bộ những gì đã lưu về nhóm này không: các đăng ký, ngôn ngữ, những câu đã hỏi và danh sách tin đã gửi đến đây? Không thể hoàn tác việc này.
forgotten = Đã xóa. Tôi không còn lưu gì về cuộc trò chuyện này.
forgotten-staff = Vai trò của bạn ({ $role }) và nhật ký những việc bạn đã làm với tư cách nhân viên vẫn được giữ vì thuộc về văn phòng. Quản trị viên có thể thu hồi vai trò bằng /revoke.
forget-kept = Chưa xóa gì cả.
button-forget = Xóa toàn bộ
button-keep = Giữ lại
