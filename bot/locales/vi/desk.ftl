### What the bot says where questions are handed to the office, in Vietnamese: to people, then to members of staff.

## Handing over

button-ask-a-person = 🙋 Hỏi nhân viên
button-hand-over = ✓ Có, hãy chuyển
button-connect = ✓ Có, hãy kết nối
button-not-now = Không, cảm ơn
button-end-handoff = Kết thúc trao đổi
command-contact = Hỏi nhân viên văn phòng
command-end = Kết thúc trao đổi với văn phòng
help-desk = Nhân viên văn phòng:
desk-consent = Bạn có muốn tôi chuyển câu hỏi này cho văn phòng không? Nhân viên ở đó sẽ đọc và trả lời bạn ngay tại đây. Họ thấy những gì bạn viết và gửi, nhưng không thấy tên, số điện thoại hay tên người dùng của bạn.
desk-consent-connect = Bạn có muốn tôi kết nối bạn với văn phòng không? Nhân viên ở đó sẽ đọc những gì bạn viết ở đây và trả lời bạn ngay tại đây. Họ thấy những gì bạn viết và gửi, nhưng không thấy tên, số điện thoại hay tên người dùng của bạn.
desk-consent-questions = Đây là những gì tôi sẽ cho họ xem:
desk-declined = Chưa chuyển gì cả.
desk-refused = Rất tiếc, văn phòng không thể nhận thêm câu hỏi của bạn.
desk-already-open = Văn phòng đã có một câu hỏi của bạn. Bạn cứ viết ở đây, tin nhắn sẽ được chuyển đến đó.
desk-nothing-open = Hiện bạn không có cuộc trao đổi nào với văn phòng.
desk-forget-ends = Việc này cũng kết thúc cuộc trao đổi của bạn với văn phòng. Những gì văn phòng đã nhận vẫn ở đó.
privacy-desk = Nếu bạn chuyển câu hỏi cho văn phòng, tôi lưu câu hỏi đó, ngôn ngữ và những tin nhắn nào đã được chuyển qua lại, cho đến 90 ngày sau khi trao đổi kết thúc; /forgetme cũng xóa những dữ liệu này. Bản thân các tin nhắn vẫn ở trong cuộc trò chuyện của bạn và trong nhóm của văn phòng, không kèm tên, số điện thoại hay tên người dùng của bạn.

## To the person

desk-opened = Văn phòng đã nhận câu hỏi của bạn. Câu trả lời sẽ đến tại đây. Cho đến khi bạn kết thúc trao đổi, mọi thứ bạn gửi ở đây cũng được chuyển đến văn phòng: văn bản, ảnh, tệp, tin nhắn thoại.
desk-opened-away = Văn phòng đã nhận câu hỏi của bạn. Hiện không có ai ở đó; văn phòng mở lại vào { $when }. Câu trả lời sẽ đến tại đây. Cho đến khi bạn kết thúc trao đổi, mọi thứ bạn viết ở đây cũng được chuyển đến văn phòng.
desk-awaited = Bạn đã được kết nối với văn phòng. Hãy viết câu hỏi của bạn; câu trả lời sẽ đến tại đây. Cho đến khi bạn kết thúc trao đổi, mọi thứ bạn gửi ở đây được chuyển đến văn phòng: văn bản, ảnh, tệp, tin nhắn thoại.
desk-awaited-away = Bạn đã được kết nối với văn phòng. Hiện không có ai ở đó; văn phòng mở lại vào { $when }. Hãy viết câu hỏi của bạn; câu trả lời sẽ đến tại đây. Cho đến khi bạn kết thúc trao đổi, mọi thứ bạn viết ở đây được chuyển đến văn phòng.
desk-passed = Đã chuyển đến văn phòng. Nếu muốn hỏi tôi, bạn hãy kết thúc trao đổi.
desk-away = Đã chuyển đến văn phòng. Hiện không có ai ở đó; văn phòng mở lại vào { $when }. Nếu muốn hỏi tôi, bạn hãy kết thúc trao đổi.
desk-closed = Văn phòng đã kết thúc trao đổi. Tôi lại trả lời các câu hỏi của bạn.
desk-ended = Bạn đã kết thúc trao đổi với văn phòng. Tôi lại trả lời các câu hỏi của bạn.
desk-reopened = Văn phòng đã xem xét lại câu hỏi của bạn. Những gì bạn viết ở đây được chuyển đến đó cho đến khi bạn kết thúc trao đổi.
desk-refused-now = Văn phòng đã kết thúc trao đổi và không nhận thêm tin nhắn của bạn. Tôi vẫn trả lời các câu hỏi của bạn.
desk-answered = Văn phòng giới thiệu với bạn câu trả lời này:

    { $text }

## The card in the office's group

desk-card-heading = Câu hỏi #{ $id }
desk-card-language = Ngôn ngữ: { $language }
desk-card-taken = Người phụ trách: { $name }
desk-card-unreachable = Người này đã chặn bot; tin nhắn không đến được.
desk-card-no-question = Chưa có câu hỏi; nội dung sẽ đến sau.
desk-card-candidates = Những gì bot có thể đã trả lời; xem trước rồi gửi:
desk-card-topic = Những gì viết trong chủ đề này được gửi đến người hỏi: văn bản, ảnh, tệp, tin nhắn thoại. Nội dung bắt đầu bằng // chỉ nhân viên thấy.
desk-card-replies = Hãy trả lời tin nhắn này hoặc các tin nhắn khác của tôi về câu hỏi này, nội dung sẽ được gửi đến người hỏi. Nội dung bắt đầu bằng // chỉ nhân viên thấy.
desk-card-no-right = Tôi không được phép mở chủ đề ở đây. Hãy cho tôi làm quản trị viên với quyền quản lý chủ đề, câu hỏi tiếp theo sẽ có chủ đề riêng.
desk-state-offered = Chưa được chuyển
desk-state-open = Đang mở
desk-state-closed = Đã đóng
desk-state-blocked = Đã chặn
desk-state-erased = Người hỏi đã yêu cầu xóa dữ liệu của mình.
button-take = Tôi nhận
button-give-back = Trả lại
button-close = ✓ Đóng
button-reopen = ↩ Mở lại
button-block = 🚫 Chặn người này
button-unblock = Bỏ chặn
button-carry-again = ↻ Gửi lại
button-send-answer = ✉ Gửi cho người hỏi

## To members of staff

command-close = Đóng câu hỏi
command-reopen = Mở lại câu hỏi
command-assign = Nhận câu hỏi; trả lời tin của đồng nghiệp để giao cho họ
command-block = Không nhận gì từ người này nữa
command-unblock = Cho người này hỏi lại
desk-which = Hãy viết lệnh này trong chủ đề của một câu hỏi, hoặc khi trả lời một tin nhắn của tôi về câu hỏi đó.
desk-cannot = Với tình trạng hiện tại thì không thực hiện được.
desk-closed-by-staff = { $name } đã đóng.
desk-ended-by-person = Người hỏi đã kết thúc trao đổi.
desk-reopened-by-staff = { $name } đã mở lại.
desk-blocked = { $name } đã chặn người này: họ không thể chuyển thêm câu hỏi.
desk-unblocked = { $name } đã bỏ chặn người này: họ lại có thể chuyển câu hỏi.
desk-taken = { $name } nhận câu hỏi này.
desk-given-back = Hiện chưa có ai nhận câu hỏi này.
desk-answer-heading = Nội dung sẽ được gửi, bằng { $language }:
desk-answer-sent = { $name } đã gửi cho người hỏi câu trả lời này: { $title }
desk-person-gone = Người hỏi đã chặn bot. Hiện câu trả lời không đến được họ.
desk-person-back = Đã có thể liên lạc lại với người hỏi.
desk-missed-by-person = Tin nhắn này có thể chưa đến người hỏi: tôi bị gián đoạn khi đang gửi.
desk-missed-by-staff = Có thể thiếu một tin nhắn của người hỏi ở đây: tôi bị gián đoạn khi đang chuyển. Nếu không thấy ở trên, hãy cho gửi lại.
desk-not-delivered = Tin nhắn này không đến được người hỏi: họ đã chặn bot hoặc đã rời Telegram.
desk-not-taken = Telegram không cho tôi gửi tin nhắn này đến người hỏi.
desk-not-shown = Người hỏi đã gửi nội dung không thể hiển thị ở đây, hoặc đã xóa nó.
desk-is-closed = Câu hỏi này đã đóng: tin nhắn của bạn chưa được chuyển. Hãy mở lại rồi viết lại.
desk-is-blocked = Người này đang bị chặn: tin nhắn của bạn chưa được chuyển.
desk-is-erased = Người hỏi đã yêu cầu xóa dữ liệu của mình: tin nhắn của bạn chưa được chuyển.
desk-erased = Người hỏi đã yêu cầu xóa dữ liệu của mình. Từ đây không còn gì đến được họ.
desk-other-is-open = Người này có một câu hỏi khác đang mở; hãy đóng câu hỏi đó trước.

## /help in the office's group, and for members of staff in private

desk-guide = Cách trả lời câu hỏi ở đây
desk-guide-topics = Mỗi câu hỏi được chuyển đến có một chủ đề riêng với một thẻ. Những gì bạn viết trong chủ đề đó được gửi đến người hỏi: văn bản, ảnh, tệp, tin nhắn thoại, cả tin trả lời và chỉnh sửa sau đó. Những gì người hỏi viết cũng đến đó.
desk-guide-replies = Mỗi câu hỏi được chuyển đến hiện ra dưới dạng một thẻ. Hãy trả lời thẻ đó, hoặc các tin nhắn tiếp theo về câu hỏi đó, bằng văn bản, ảnh, tệp hay tin nhắn thoại; nội dung sẽ được gửi đến người hỏi.
desk-guide-seen = Người hỏi không thấy ai trong số các bạn đã viết; các bạn không thấy tên, số điện thoại hay tên người dùng của họ.
desk-guide-notes = Tin nhắn bắt đầu bằng // chỉ nhân viên thấy.
desk-guide-hours = Giờ làm việc: { $hours }. Ai viết ngoài giờ sẽ được báo khi nào văn phòng mở lại.
desk-guide-commands = Các nút của thẻ, hoặc lệnh trong chủ đề:
desk-guide-commands-replies = Các nút của thẻ, hoặc lệnh khi trả lời thẻ:
desk-guide-more = Những việc khác tôi làm được: /help trong cuộc trò chuyện riêng với tôi.
help-staff-desk = Các câu hỏi được chuyển đến được trả lời trong nhóm của văn phòng; /help ở đó cho biết cách làm.
