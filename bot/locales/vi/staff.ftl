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
