### What the bot says to members of staff, in Vietnamese: roles and the audit log.

role-admin = quản trị viên
role-staff = nhân viên
granted = { $user } nay có vai trò: { $role }.
granted-before = { $user } đã có vai trò này từ trước: { $role }.
granted-to-you = Bạn có vai trò mới với bot này: { $role }. Gõ /help để xem bạn làm được gì.
revoked = Vai trò đã cấp cho { $user } đã được thu hồi.
revoked-before = { $user } không có vai trò nào.
kept-in-settings = Vai trò của { $user } nằm trong cài đặt của bot và chỉ có thể thay đổi ở đó.
grant-usage = Gõ /grant ID staff hoặc /grant ID admin, hoặc trả lời tin nhắn của người đó bằng /grant staff. ID là một con số; mỗi người xem được ID của mình bằng /mydata. Các vai trò hiện có:
revoke-usage = Gõ /revoke ID, hoặc trả lời tin nhắn của người đó bằng /revoke. Các vai trò hiện có:
staff-admins-only = Chỉ quản trị viên của bot mới làm được việc này.
audit-heading = Nhật ký thao tác của nhân viên
audit-empty = Chưa có gì.
button-older = Cũ hơn ›
button-latest = « Mới nhất

## Các thao tác, viết thành câu

audit-erased = người đã xóa dữ liệu của mình
audit-grant = { $who } đã cấp cho { $user } vai trò “{ $role }”.
audit-revoke = { $who } đã thu hồi vai trò “{ $role }” của { $user }.
audit-ask-approval = { $who } đã xin phê duyệt bản tin № { $number }.
audit-confirm = { $who } đã xác nhận bản tin № { $number }, gửi ngay.
audit-confirm-later = { $who } đã xác nhận bản tin № { $number }, gửi lúc { $time }.
audit-approve = { $who } đã phê duyệt bản tin № { $number }.
audit-send-held = { $who } đã gửi bản tin № { $number }, vốn bị giữ lại vì trễ giờ.
audit-pause = { $who } đã tạm dừng bản tin № { $number }.
audit-resume = { $who } đã cho bản tin № { $number } gửi tiếp.
audit-stop = { $who } đã dừng hẳn bản tin № { $number }.
audit-correct = { $who } đã đính chính bản tin № { $before }.
audit-recall = { $who } đã thu hồi bản tin № { $before }.
audit-again = { $who } đã gửi lại bản tin № { $before } cho những người chưa nhận được.
audit-test = { $who } đã gửi bản thử đến cuộc trò chuyện { $number }.
audit-count-as-sent = { $who } đã coi những tin chưa rõ của bản tin № { $number } là đã gửi: { $count }.
audit-release-apply = { $who } đã đưa vào dùng bản #{ $number } ({ $hash }): { $origin }.
audit-release-override = { $who } đã đưa vào dùng bản #{ $number } ({ $hash }): { $origin }, dù có câu hỏi kiểm tra trở thành sai: { $questions }
audit-close = { $who } đã đóng câu hỏi #{ $number }.
audit-reopen = { $who } đã mở lại câu hỏi #{ $number }.
audit-block = { $who } đã chặn người hỏi của câu hỏi #{ $number }.
audit-unblock = { $who } đã bỏ chặn người hỏi của câu hỏi #{ $number }.
audit-take = { $who } đã nhận câu hỏi #{ $number }.
audit-assign = { $who } đã giao câu hỏi #{ $number } cho { $user }.
audit-give-back = { $who } đã trả lại câu hỏi #{ $number }.
audit-answer = { $who } đã gửi cho người hỏi của câu hỏi #{ $number } những gì bot biết về “{ $title }”.
audit-reply = { $who } đã trả lời các câu hỏi chưa có đáp án: { $count }. Số người được báo: { $told }.
audit-teach-phrasing = { $who } đã dạy thêm cách hỏi về “{ $title }”.
audit-teach-fact = { $who } đã dạy câu trả lời mới về “{ $title }”.
audit-teach-entry = { $who } đã dạy một mục mới: “{ $title }”.
audit-review-confirm = { $who } đã xác nhận “{ $title }” vẫn đúng.
audit-review-change = { $who } đã sửa một câu trả lời về “{ $title }”.
audit-questions-ignored = { $who } đã gác lại một số câu hỏi: { $count }.
audit-questions-open = { $who } đã xem xét lại một số câu hỏi: { $count }.
audit-other = { $who }: { $act }, { $subject }
