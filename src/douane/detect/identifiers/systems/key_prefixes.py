"""Which object a record id belongs to: its first three characters, for standard objects.

Source: Salesforce Help, *Standard Field Record ID Prefix Decoder*.
"""

from typing import Final

PREFIX_LENGTH: Final = 3

_PREFIXES: Final = (
    "001:account 002:note 003:contact 005:user 006:opportunity 007:activity 00D:organization"
    " 00E:role 00G:group 00I:partner 00K:contact_role 00O:report 00P:attachment 00Q:lead 00T:task"
    " 00U:event 00X:template 00a:comment 00e:profile 00k:line_item 00l:folder 00v:campaign_member"
    " 00t:price_entry 015:document 01I:custom_object 01Z:dashboard 01p:apex_class 01q:apex_trigger"
    " 01s:price_book 01t:product 01u:price_entry 02i:asset 02s:email 068:content_version"
    " 069:content_document 03s:idea 057:campaign_status 058:content_workspace 0D5:feed_item"
    " 0D7:feed_comment 0F9:collaboration_group 0Q0:quote 0QL:quote_line 0TO:topic 0WO:work_order"
    " 0WQ:work_order 0hX:business_hours 300:flow 500:case 501:solution 550:entitlement "
    "570:live_chat 701:campaign 800:contract 801:order 802:order_item"
    " 810:service_contract 811:contract_line"
)
OBJECTS: Final = dict(entry.split(":") for entry in _PREFIXES.split())
"""Key prefix to a plain name of the object."""
