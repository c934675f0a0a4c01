### What the bot says to members of staff about broadcasts, in Vietnamese; and the way out for readers.

leave-line = Hủy đăng ký
leave-line-group = Để hủy đăng ký: { $command }
staff-only = Chỉ nhân viên mới thực hiện được thao tác này.
command-broadcast = Soạn bản tin
command-broadcasts = Tất cả bản tin

## Kinds of messages

content-text = Văn bản
content-album = Album
content-voice = Tin nhắn thoại
content-poll = Cuộc thăm dò
content-place = Vị trí

## Writing: the card

compose-heading = ✍️ Bản tin mới
compose-heading-correct = ✏️ Đính chính
compose-goes-on = Bạn đang soạn dở bản tin này. Hãy tiếp tục, hoặc bấm Hủy để bắt đầu lại.
compose-busy = Bạn đang soạn một bản tin. Hãy gửi hoặc hủy bản tin đó trước.
compose-not-yours = Bản tin này thuộc về người đã bắt đầu soạn. Bạn hãy soạn bản tin của mình bằng /broadcast.
compose-cancelled = Đã hủy. Không có gì được gửi đi.
compose-edited = Nội dung đã được cập nhật theo chỉnh sửa của bạn.
button-cancel = ✖ Hủy

compose-message = Hãy gửi cho tôi tin nhắn đúng như nó sẽ hiển thị, bằng { $language }.
compose-message-kinds = Văn bản có định dạng, ảnh, album, tài liệu, video, cuộc thăm dò hoặc vị trí. Trong nhóm, hãy gửi dưới dạng trả lời thẻ này.
compose-message-language = Tin nhắn viết bằng tiếng nào? Ai đọc ngôn ngữ khác mà chưa có bản riêng sẽ nhận bản này.
refused-unsupported = Tôi không gửi được loại tin nhắn này. Vui lòng gửi văn bản, ảnh, album, tài liệu, video, cuộc thăm dò hoặc vị trí.
refused-empty = Tin nhắn này không có chữ.
refused-text-too-long = Văn bản có { $found } ký tự; Telegram chỉ nhận { $most }.
refused-caption-too-long = Chú thích có { $found } ký tự; tối đa { $most }. Hãy rút ngắn hoặc gửi thành tin nhắn riêng.
refused-album-size = Album có từ 2 đến 10 tệp; album này có { $found }. Vui lòng gửi lại với tối đa { $most } tệp.
refused-poll = Telegram không nhận cuộc thăm dò này từ bot: tối đa { $most } lựa chọn, mỗi lựa chọn 100 ký tự, câu hỏi 300 ký tự.
refused-quiz = Tôi không biết đáp án đúng của câu đố này. Vui lòng tạo ngay trong cuộc trò chuyện này thay vì chuyển tiếp.
correction-unfit = Không thể đổi tin đã gửi thành dạng này: văn bản vẫn là văn bản, tệp vẫn là tệp, album giữ nguyên số tệp, cuộc thăm dò và vị trí không thay đổi được. Không phù hợp: { $languages }

compose-links = Bạn có muốn thêm nút liên kết bên dưới không? Gửi mỗi nút một dòng: chữ, dấu gạch ngang, địa chỉ.
compose-links-example = Đăng ký - https://example.org/apply
compose-links-now = Hiện có:
compose-links-wrong = Dòng này không phải là nút: “{ $line }”. Hãy viết như sau: Đăng ký - https://example.org/apply
compose-links-count = Vui lòng gửi từ 1 đến 12 dòng.
button-links-none = Không cần nút ›
button-links-remove = Bỏ các nút
button-links-keep = Giữ nguyên ›

compose-versions = Nội dung sẽ gửi:
compose-versions-rest = Bấm vào một ngôn ngữ để thêm hoặc sửa bản của ngôn ngữ đó.
compose-main = cho mọi người còn lại
compose-album-links = Telegram không hiển thị nút dưới album. Cách hủy đăng ký được ghi dưới chú thích.
button-replace = Gửi tin nhắn khác
button-links = Nút liên kết
button-main = Dùng cho mọi người còn lại
button-remove = Xóa bản này
button-to-audience = Chọn người nhận ›
button-to-review = Xem trước ›
button-to-confirm = Tiếp tục ›

compose-audience = Ai sẽ nhận bản tin?
compose-count = Người nhận hiện nay: { $count }
compose-audience-last = Phải chọn ít nhất một mục.
audience-people = Cá nhân
audience-groups = Nhóm

compose-review = Hãy xem bản tin đúng như người đọc sẽ thấy và gửi thử. Sau đó chọn thời điểm gửi.
button-preview = 👁 { $language }
button-test-me = Gửi thử: cho tôi
button-test-group = Gửi thử: nhóm nhân viên
test-sent = Đã gửi thử.
test-refused = Telegram từ chối: { $reason }
test-failed = Không kết nối được với Telegram. Vui lòng thử lại.
button-now = Gửi ngay ›
button-later = Hẹn giờ gửi ›

compose-zone = Bạn ở múi giờ nào? Tôi sẽ ghi nhớ. Bấm chọn, hoặc viết tên múi giờ hay thành phố, ví dụ Europe/Paris.
compose-zone-unknown = Tôi không biết múi giờ này. Hãy viết tên múi giờ hoặc một thành phố lớn, ví dụ Asia/Tokyo.
compose-time = Khi nào gửi? Hãy viết ngày và giờ.
compose-time-examples = Ví dụ: ngày mai 9:00 · 24 tháng 11 9:30 · 2026-11-24 09:30
compose-clock = Bây giờ là { $now }.
compose-chosen = Đã chọn: { $time }
compose-time-unreadable = Tôi không đọc được thời điểm này. Ví dụ: ngày mai 9:00
compose-time-passed = Thời điểm đó đã qua.
compose-time-too-far = Thời điểm đó còn hơn một năm nữa.
button-zone = Múi giờ khác

confirm-now = Thời điểm: ngay bây giờ
confirm-at = Thời điểm: { $time }
confirm-night = Từ 21:00 đến 8:00 là ban đêm với một số người đọc:
confirm-night-line = { $language }: nơi đó là { $time }, số người đọc: { $count }
confirm-approval = Cần người thứ hai phê duyệt trước khi gửi.
confirm-correct = Số tin đã gửi sẽ được sửa: { $count }
button-send = 📣 Gửi cho { $count } nơi
button-schedule = 🕘 Hẹn gửi cho { $count } nơi
button-ask-approval = ✋ Xin phê duyệt ({ $count })
button-correct-now = ✏️ Sửa { $count } tin

## A broadcast

state-draft = Bản nháp
state-awaiting-approval = Đang chờ người thứ hai phê duyệt
state-scheduled = Sẽ gửi đúng giờ hẹn
state-held = Tạm giữ: đã quá giờ hẹn khi bot ngừng hoạt động
state-running = Đang gửi
state-paused = Đang tạm dừng
state-stopped = Đã dừng
state-finished = Đã hoàn tất
note-late = Bắt đầu muộn vì bot ngừng hoạt động vào giờ hẹn.
note-too-late = Đã muộn hơn một giờ. Bản tin còn phù hợp không?
note-all-failed = Những lượt đầu tiên đều lỗi giống nhau nên phần còn lại chưa được gửi. Lý do có trong tệp.
kind-correct = Đính chính № { $number }
kind-recall = Thu hồi № { $number }
kind-again = Gửi lại № { $number } cho người chưa nhận
done-send = Đã gửi { $done }/{ $total }
done-correct = Đã sửa { $done }/{ $total }
done-recall = Đã xóa { $done }/{ $total }
done-again = Đã gửi { $done }/{ $total }
count-blocked = Bị chặn { $count }
count-failed = Lỗi { $count }
count-unknown = Chưa rõ { $count }
report-counting = Danh sách người nhận vẫn đang được lập.
report-rate = { $rate } tin mỗi giây
report-ended = Kết thúc: { $time }
left-seconds = Còn khoảng { $count } giây
left-minutes = Còn khoảng { $count } phút
left-hours = Còn khoảng { $count } giờ
stop-ask = Bạn chắc chắn muốn dừng? Ai chưa nhận sẽ không nhận được nữa.
approval-ask = { $person } xin bạn phê duyệt:
approve-own = Bản tin của bạn cần người khác phê duyệt.
act-too-late = Không thực hiện được nữa: có người đã làm trước, hoặc bản tin đã kết thúc.
button-show = 👁 Xem nội dung
button-pause = ⏸ Tạm dừng
button-resume = ▶ Tiếp tục
button-stop = ⏹ Dừng
button-stop-really = ⏹ Có, dừng lại
button-stop-not = Không, tiếp tục gửi
button-call-off = ✖ Hủy gửi
button-approve = ✅ Phê duyệt
button-held-now = 📣 Gửi ngay
button-file = 📄 Danh sách chưa nhận (CSV)
button-correct = ✏️ Đính chính
button-recall = 🗑 Thu hồi
button-again = 🔁 Gửi lại cho người chưa nhận ({ $count })
button-unknown = ❔ Chưa rõ ({ $count })

## The list, and mending

broadcasts-heading = Bản tin
broadcasts-none = Chưa có bản tin nào. Hãy soạn bằng /broadcast.
file-caption = Chưa nhận của № { $number }: { $count }. Tệp không nêu danh tính ai.
recall-ask = Số tin sẽ bị xóa: { $count }
recall-old = Số tin đã quá 48 giờ, Telegram không cho xóa: { $count }. Vẫn có thể đính chính.
button-recall-really = 🗑 Xóa { $count } tin
again-ask = Bản đã đính chính gần nhất sẽ được gửi cho những nơi gửi lỗi: { $count }. Không gồm người đã chặn bot.
button-again-really = 🔁 Gửi cho { $count } nơi
unknown-explain = Có { $count } nơi không rõ đã nhận hay chưa vì Telegram không trả lời. Gửi lại thì họ có thể nhận hai lần; coi như đã gửi thì họ có thể không nhận được.
button-settle-one = ✓ № { $number } đã nhận
button-settle-all = ✓ Coi cả { $count } là đã gửi
button-again-unknown = 🔁 Gửi lại cho tất cả nơi có thể chưa nhận ({ $count })
settled = Đã coi là đã gửi: { $count }
