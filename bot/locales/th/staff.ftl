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

## สิ่งที่ทำ เขียนเป็นประโยค

audit-erased = ผู้ที่ลบข้อมูลของตนแล้ว
audit-grant = { $who } ให้บทบาท “{ $role }” แก่ { $user }
audit-revoke = { $who } เพิกถอนบทบาท “{ $role }” ของ { $user }
audit-ask-approval = { $who } ขออนุมัติประกาศ № { $number }
audit-confirm = { $who } ยืนยันประกาศ № { $number } ให้ส่งทันที
audit-confirm-later = { $who } ยืนยันประกาศ № { $number } กำหนดส่ง { $time }
audit-approve = { $who } อนุมัติประกาศ № { $number }
audit-send-held = { $who } ส่งประกาศ № { $number } ที่ถูกพักไว้เพราะเลยกำหนด
audit-pause = { $who } หยุดประกาศ № { $number } ชั่วคราว
audit-resume = { $who } ส่งประกาศ № { $number } ต่อ
audit-stop = { $who } ยุติประกาศ № { $number }
audit-correct = { $who } แก้ไขประกาศ № { $before }
audit-recall = { $who } เรียกคืนประกาศ № { $before }
audit-again = { $who } ส่งประกาศ № { $before } อีกครั้งถึงผู้ที่ยังไม่ได้รับ
audit-test = { $who } ส่งข้อความทดสอบไปยังแชต { $number }
audit-count-as-sent = { $who } ให้นับรายการที่ไม่ทราบผลของประกาศ № { $number } ว่าส่งแล้ว: { $count }
audit-release-apply = { $who } นำรุ่น #{ $number } ({ $hash }) ขึ้นใช้: { $origin }
audit-release-override = { $who } นำรุ่น #{ $number } ({ $hash }) ขึ้นใช้: { $origin } แม้มีคำถามตรวจสอบที่กลายเป็นผิด: { $questions }
audit-close = { $who } ปิดคำถาม #{ $number }
audit-reopen = { $who } เปิดคำถาม #{ $number } อีกครั้ง
audit-block = { $who } บล็อกผู้ถามของคำถาม #{ $number }
audit-unblock = { $who } เลิกบล็อกผู้ถามของคำถาม #{ $number }
audit-take = { $who } รับเรื่องคำถาม #{ $number }
audit-assign = { $who } มอบคำถาม #{ $number } ให้ { $user }
audit-give-back = { $who } คืนเรื่องคำถาม #{ $number }
audit-answer = { $who } ส่งสิ่งที่บอตรู้เกี่ยวกับ “{ $title }” ให้ผู้ถามของคำถาม #{ $number }
audit-reply = { $who } ตอบคำถามที่ยังไม่มีคำตอบ: { $count } จำนวนผู้ที่จะได้รับแจ้ง: { $told }
audit-teach-phrasing = { $who } สอนวิธีถามเพิ่มเกี่ยวกับ “{ $title }”
audit-teach-fact = { $who } สอนคำตอบใหม่เกี่ยวกับ “{ $title }”
audit-teach-entry = { $who } สอนเรื่องใหม่: “{ $title }”
audit-review-confirm = { $who } ยืนยันว่า “{ $title }” ยังถูกต้อง
audit-review-change = { $who } แก้ไขคำตอบเกี่ยวกับ “{ $title }”
audit-questions-ignored = { $who } พักคำถามไว้: { $count }
audit-questions-open = { $who } นำคำถามกลับมาพิจารณา: { $count }
audit-other = { $who }: { $act }, { $subject }
