### What the bot says about news to readers, in Thai: subscribing, settings, looking up, data.

## Topics and countries

topic-programmes = โครงการ
topic-visits = การเยือน
topic-agreements = ความตกลง
topic-events = กิจกรรม
all-topics = ทุกหัวข้อ
country-japan = ญี่ปุ่น
country-vietnam = เวียดนาม
country-thailand = ไทย
all-countries = ทุกประเทศ
word-all = ทั้งหมด

## Subscribing and leaving

subscribed = นับจากนี้จะมีข่าวสารส่งมาที่นี่ โปรดเลือกเรื่องที่ต้องการด้านล่าง และยกเลิกได้ทุกเมื่อด้วยการแตะครั้งเดียว
subscribe-unknown = บอตไม่รู้จักหัวข้อหรือประเทศนี้ โปรดเลือกด้านล่าง หรือพิมพ์ เช่น /subscribe การเยือน เวียดนาม
left = จะไม่มีข่าวสารส่งมาที่นี่อีก สามารถย้อนกลับได้ทุกเมื่อ
left-before = ขณะนี้ไม่มีข่าวสารส่งมาที่นี่อยู่แล้ว
join-offer = ก่อนหน้านี้เคยมีข่าวสารส่งมาที่นี่ เรื่อง { $topics } ({ $countries }) ต้องการรับอีกครั้งหรือไม่
admins-decide = เฉพาะผู้ดูแลกลุ่มนี้เท่านั้นที่ตัดสินใจเรื่องนี้ได้
button-news = 🔔 รับข่าวสาร
button-subscribe = 🔔 สมัครรับข่าวสาร
button-join-again = 🔔 ต้องการ เหมือนเดิม
button-leave = 🔕 ยกเลิกรับข่าวสาร
button-undo = ↩ ย้อนกลับ

## Settings

settings-heading = การตั้งค่า
settings-on = ข่าวสาร: เปิด
settings-off = ข่าวสาร: ปิด
settings-topics = หัวข้อ: { $names }
settings-countries = ประเทศ: { $names }
settings-language = ภาษา: { $name }
settings-hint = แตะเพื่อเปิดหรือปิด: ✓ คือเปิด – คือปิด
settings-last = ต้องเปิดไว้อย่างน้อยหนึ่งรายการ หากไม่ต้องการรับข่าวสารเลย โปรดกด “ยกเลิกรับข่าวสาร”
button-settings = ⚙ ตั้งค่าข่าวสาร
button-language = 🌐 ภาษา

## Looking up what went out

updates-heading = ข่าวสารในช่วง 30 วันที่ผ่านมา
updates-none = ในช่วงนี้ยังไม่มีข่าวสารที่ส่งถึงท่าน
updates-for-subscribers = ข่าวสารในช่วง 30 วันที่ผ่านมามีไว้สำหรับผู้สมัครรับข่าวสาร สมัครได้ด้วยการแตะครั้งเดียว แล้วเลือกเรื่องที่ต้องการ
content-photo = รูปภาพ
content-video = วิดีโอ
content-document = เอกสาร
content-animation = ภาพเคลื่อนไหว
content-audio = ไฟล์เสียง

## One's own data

my-data = นี่คือข้อมูลทั้งหมดที่บอตเก็บเกี่ยวกับท่าน หมายเลข Telegram ของท่านคือ { $id }
my-data-group = นี่คือข้อมูลทั้งหมดที่บอตเก็บเกี่ยวกับกลุ่มนี้ หากต้องการดูข้อมูลเกี่ยวกับตัวท่านเอง โปรดส่ง /mydata ถึงบอตในแชตส่วนตัว
forget-ask = ต้องการให้ลบข้อมูลทั้งหมดที่บอตเก็บเกี่ยวกับท่านหรือไม่ ได้แก่ การสมัครรับข่าวสาร ภาษาและตัวเลือกอื่น ๆ คำถามที่ถามไว้ รวมถึงบันทึกว่าเคยส่งข่าวสารใดถึงท่าน การลบนี้ย้อนกลับไม่ได้
forget-ask-group = ต้องการให้ลบข้อมูลทั้งหมดที่บอตเก็บเกี่ยวกับกลุ่มนี้หรือไม่ ได้แก่ การสมัครรับข่าวสาร ภาษา คำถามที่ถามที่นี่ และบันทึกว่าเคยส่งข่าวสารใดมาที่นี่ การลบนี้ย้อนกลับไม่ได้
forgotten = ลบแล้ว บอตไม่เก็บข้อมูลใด ๆ เกี่ยวกับแชตนี้อีก
forgotten-staff = บทบาทของท่าน ({ $role }) และบันทึกการทำงานในฐานะเจ้าหน้าที่ยังคงอยู่ เพราะเป็นของสำนักงาน ผู้ดูแลระบบสามารถเพิกถอนบทบาทได้ด้วย /revoke
forget-kept = ไม่มีการลบข้อมูลใด
button-forget = ลบทั้งหมด
button-keep = เก็บไว้
