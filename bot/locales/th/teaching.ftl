### What the bot says about questions without an answer, in Thai: being told, teaching, reviews, counts.

## Being told later

button-tell = 🔔 แจ้งฉันเมื่อตอบได้
button-tell-not = 🔕 ไม่ต้องแจ้งแล้ว
tell-noted = รับทราบ เจ้าหน้าที่จะดูคำถามนี้ และเราจะแจ้งที่นี่ทันทีที่มีคำตอบ โดยจะเก็บไว้ว่าแชตใดเป็นผู้ถาม พิมพ์ /forgetme เพื่อลบได้
tell-not = ได้เลย จะไม่แจ้งเรื่องนี้
tell-heading = คำถามของท่าน: “{ $question }”
answer-verified = ข้อมูลนี้ตรวจสอบครั้งล่าสุดเมื่อ { $date } และถึงกำหนดทบทวนแล้ว

## Questions without an answer

missed-heading = คำถามที่ยังตอบไม่ได้
missed-heading-ignored = คำถามที่พักไว้
missed-hint = แตะคำถามเพื่อสอนคำตอบ ตอบผู้ที่ถาม หรือพักไว้
missed-none-ignored = ไม่มีคำถามที่พักไว้
missed-none = ไม่มีคำถามที่ค้างอยู่
missed-count = { $count } ครั้ง
missed-waiting = รอการแจ้ง { $count } ราย
missed-wrong = ถูกแจ้งว่าไม่ถูกต้อง { $count } ครั้ง
button-missed-ignored = ที่พักไว้ ›
button-missed-open = ‹ ที่ยังไม่ได้จัดการ
button-teach-phrasing = ✓ มีข้อมูลที่ตอบได้แล้ว
button-teach-fact = ✎ เขียนคำตอบ
button-teach-reply = ↩ ตอบผู้ที่ถาม ({ $count })
button-ignore = พักไว้
button-take-up = นำกลับมาพิจารณา

## Lessons: what is taught

teach-goes-on = ท่านกำลังทำรายการนี้ค้างอยู่ ทำต่อหรือกด “ยกเลิก”
teach-way-phrasing = ใช้ข้อมูลที่มีอยู่ตอบ
teach-way-fact = คำตอบใหม่
teach-way-entry = หัวข้อใหม่
teach-way-reply = ตอบผู้ที่ถาม
teach-way-confirm = ยืนยันว่ายังถูกต้อง
teach-way-change = แก้ไขคำตอบ
teach-pick = ข้อใดเป็นคำตอบ หากไม่มี พิมพ์คำเพื่อค้นหา หรือเลือกดูจากรายการ
teach-home = คำตอบเกี่ยวกับหัวข้อใด เลือกหัวข้อ พิมพ์คำเพื่อค้นหา หรือสร้างหัวข้อใหม่
teach-facts = ข้อใด
teach-kind = หัวข้อใหม่เป็นประเภทใด
teach-title = หัวข้อใหม่ชื่ออะไร ต้องมีภาษาอังกฤษ ภาษาอื่นเพิ่มได้
teach-question = เขียนคำถามสั้น ๆ ที่จะแสดงบนปุ่ม ต้องมีภาษาอังกฤษ
teach-answer = เขียนคำตอบ ต้องมีภาษาอังกฤษ หากขาดภาษาใด ผู้อ่านจะได้ภาษาอังกฤษพร้อมหมายเหตุ
teach-change-answer = เขียนคำตอบใหม่ที่จะใช้ต่อไป
teach-present = ปัจจุบัน:
teach-write-in = เขียนเป็นภาษา: { $language }
teach-other-language = ข้อความนี้ดูเหมือนเป็น{ $found } แต่บันทึกไว้เป็น{ $asked } หากไม่ถูกต้อง โปรดเขียนเป็น{ $asked }อีกครั้ง แล้วแตะ { $found } เพื่อเขียนอีกภาษา
teach-too-long = ข้อความยาว { $found } อักขระ ใช้ได้ไม่เกิน { $limit }
teach-asks = ตอบคำถามประเภทใด แตะเพื่อสลับ โดยมากเลือกหนึ่งหรือสองข้อ
teach-source = อยู่ในเอกสารใด ทุกคำตอบต้องระบุแหล่งที่มา
teach-section = อยู่ในส่วนใด
teach-new-source = เขียนแหล่งที่มาเป็นสามบรรทัด: ชื่อเอกสาร ผู้เผยแพร่ และส่วน ตัวอย่าง:
    ประกาศสำนักงาน 12/2026
    สำนักงานแลกเปลี่ยน
    กำหนดเวลา
teach-source-lines = โปรดเขียนให้ครบสามบรรทัดพอดี
teach-wordings = ต่อไปนี้ถ้อยคำเหล่านี้จะนำไปสู่คำตอบ ปิดข้อที่ไม่ชัดเจนหรือมีข้อมูลส่วนบุคคล
teach-one-wording = ต้องเปิดไว้อย่างน้อยหนึ่งข้อ
teach-reply = เขียนคำตอบ จะส่งเฉพาะผู้ที่ขอให้แจ้ง บอตจะไม่เรียนรู้จากข้อความนี้
teach-confirm-reply = ข้อความนี้จะส่งถึง { $count } แชต:
teach-period = จะให้ทบทวนอีกครั้งเมื่อใด
teach-locale = จะแก้ไขคำตอบภาษาใด
teach-entry = หัวข้อ: { $title }
teach-new-entry = หัวข้อใหม่ ({ $kind }): { $title }
teach-cited = แหล่งที่มา: { $source }
teach-phrasings = ถ้อยคำที่ถาม:
teach-next-review = ทบทวนครั้งถัดไปใน: { $period }
teach-not-changed = ภาษาเหล่านี้ยังคงใช้คำตอบเดิม: { $languages }
teach-check = จะตรวจสอบการเปลี่ยนแปลง ทั้งฐานข้อมูลและคำถามที่ต้องตอบถูก ยังไม่มีผลใช้งาน
teach-checking = กำลังตรวจสอบ… ใช้เวลาสักครู่
teach-sound = ฐานข้อมูลที่แก้ไขถูกต้องดี ต้องการนำไปใช้หรือไม่
teach-same = ฐานข้อมูลเป็นเช่นนั้นอยู่แล้ว ไม่ต้องเปลี่ยน
teach-turned-right = คำถามตรวจสอบที่จะตอบถูก: { $count }
teach-turned-silent = คำถามตรวจสอบที่จะไม่ได้รับคำตอบ: { $count }
teach-turned-wrong = คำถามตรวจสอบที่จะตอบผิด: { $count }
teach-still-refused = ถึงอย่างนั้นคำถามนี้ก็ยังจะไม่ได้รับคำตอบ เพราะกล่าวถึงสิ่งที่บอตไม่คาดเดา ถ้อยคำอื่นอาจช่วยได้
teach-not-allowed = จึงยังนำไปใช้ไม่ได้ โปรดย้อนกลับเลือกถ้อยคำอื่น หรือสอบถามผู้ดูแลระบบ
teach-will-tell = จากนั้นผู้ที่ถาม { $count } รายจะได้รับคำตอบ
teach-refused = นำไปใช้ไม่ได้: { $problem }
teach-applying = กำลังนำไปใช้
teach-interrupted = ติดต่อฐานข้อมูลไม่ได้ จึงยังไม่ทราบว่ามีผลใช้งานแล้วหรือไม่ โปรดกด “ดูอีกครั้ง” ในอีกสักครู่
teach-done = เสร็จแล้ว มีผลใช้งานแล้ว แชตที่จะได้รับคำตอบ: { $count }
teach-live = เสร็จแล้ว มีผลใช้งานแล้ว
teach-replied = กำลังส่งคำตอบถึง { $count } แชต
teach-passage-gone = ระหว่างนั้นมีการเปลี่ยนแปลงอื่น โปรดตรวจสอบอีกครั้ง
teach-passage-turned-wrong = คำถามที่ต้องตอบถูกจะตอบผิด
teach-passage-edited = ระหว่างนั้นมีผู้แก้ไขไฟล์ฐานข้อมูล โปรดตรวจสอบอีกครั้ง
teach-passage-not-ready = โพรเซสอื่นของบอตยังไม่พร้อม โปรดลองใหม่ในอีกสักครู่
teach-passage-read-only = ไม่สามารถเขียนลงโฟลเดอร์ฐานข้อมูลได้ ผู้ดูแลการทำงานของบอตกำหนดโฟลเดอร์ที่เขียนได้ใน EXCHANGE_BOT_KNOWLEDGE_FOLDER
button-browse = ☰ ดูรายการ
button-new-subject = ＋ หัวข้อใหม่
button-other-source = ＋ แหล่งอื่น
button-onwards = ต่อไป ›
button-check = ✓ ตรวจสอบ
button-teach-apply = ✓ นำไปใช้
button-teach-send = ✓ ส่ง
button-refresh = ↻ ดูอีกครั้ง
button-to-list = ‹ กลับไปที่รายการ

## Kinds of subjects and of questions

subject-programme = โครงการ
subject-visit = การเยือน
subject-agreement = ความตกลง
subject-meeting = การประชุม
subject-event = กิจกรรม
subject-organisation = องค์กร
subject-person = บุคคล
subject-place = สถานที่
subject-topic = เรื่อง
asks-who = ใคร
asks-when = เมื่อใด
asks-where = ที่ไหน
asks-how-many = เท่าไร
asks-which = อันไหน
asks-what = อะไร
asks-why = ทำไม
asks-how = อย่างไร
asks-whether = ใช่หรือไม่
asks-list = รายการ
asks-overview = ภาพรวม

## Reviews

review-heading = ถึงกำหนดทบทวน
review-hint = แตะรายการ แล้วเทียบเนื้อหากับแหล่งที่มา
review-none = ไม่มีรายการถึงกำหนด รายการถัดไป: { $date }
review-dates = ตรวจสอบเมื่อ { $verified } ครบกำหนดทบทวน { $due }
review-more = … และอีก { $count } ข้อ
button-confirm = ✓ ยังถูกต้อง
button-change = ✎ แก้ไข
months = { $count } เดือน

## Counts

period-day = 24 ชั่วโมง
period-week = 7 วัน
period-month = 30 วัน
stats-counts = คำถาม: { $total } · ตอบได้ { $answer } % · เสนอตัวเลือก { $suggest } % · ไม่มีคำตอบ { $none } %
stats-top = ถูกถามมากที่สุด: { $names }
stats-worst = ถูกแจ้งว่าไม่ถูกต้องบ่อย: { $names }

## Commands

command-unanswered = คำถามที่ยังไม่มีคำตอบ: สอนบอตหรือตอบกลับ
command-review = รายการที่ถึงกำหนดทบทวน: ยืนยันหรือแก้ไข
command-stats = สถิติคำถาม: วัน สัปดาห์ เดือน
