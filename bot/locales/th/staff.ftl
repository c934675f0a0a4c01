### What the bot says to members of staff, in Thai: roles and the audit log.

role-admin = ผู้ดูแลระบบ
role-staff = เจ้าหน้าที่
granted = { $user } ได้รับบทบาท: { $role }
granted-before = { $user } มีบทบาทนี้อยู่แล้ว: { $role }
granted-to-you = ท่านได้รับบทบาทใหม่ในบอตนี้: { $role } พิมพ์ /help เพื่อดูสิ่งที่ทำได้
revoked = เพิกถอนบทบาทที่ให้ไว้แก่ { $user } แล้ว
revoked-before = { $user } ไม่มีบทบาทใด
kept-in-settings = บทบาทของ { $user } กำหนดไว้ในการตั้งค่าของบอต และเปลี่ยนได้ที่นั่นเท่านั้น
grant-usage = พิมพ์ /grant ID staff หรือ /grant ID admin หรือตอบกลับข้อความของบุคคลนั้นด้วย /grant staff โดย ID เป็นตัวเลข แต่ละคนดูของตนได้ด้วย /mydata บทบาทที่มีอยู่:
revoke-usage = พิมพ์ /revoke ID หรือตอบกลับข้อความของบุคคลนั้นด้วย /revoke บทบาทที่มีอยู่:
staff-admins-only = เฉพาะผู้ดูแลระบบของบอตเท่านั้นที่ทำได้
audit-heading = บันทึกการทำงานของเจ้าหน้าที่
audit-empty = ยังไม่มีข้อมูล
button-older = เก่ากว่า ›
button-latest = « ล่าสุด
