"""Phrases that stand in everybody's documents, so that sharing them tells nothing.

Runs of words that consist of nothing but ``FUNCTION_WORDS`` are left out, too.
"""

from typing import Final

_PHRASES: Final = """
please do not hesitate to contact us if you have any further questions

please do not hesitate to contact me should you have any questions or require further
information

this email and any attachments are confidential and intended solely for the use of the
individual or entity to whom they are addressed

if you are not the intended recipient please notify the sender immediately and delete this
message from your system

past performance is not a reliable indicator of future results

past performance is no guarantee of future results and the value of investments can go down as
well as up and you may not get back the amount originally invested

this document is for information purposes only and does not constitute an offer or a
solicitation to buy or sell any financial instrument

thank you for your message and i look forward to hearing from you with kind regards

all rights reserved no part of this publication may be reproduced distributed or transmitted in
any form or by any means without the prior written permission of the publisher

permission is hereby granted free of charge to any person obtaining a copy of this software and
associated documentation files the software to deal in the software without restriction
including without limitation the rights to use copy modify merge publish distribute sublicense
and or sell copies of the software and to permit persons to whom the software is furnished to do
so subject to the following conditions

the above copyright notice and this permission notice shall be included in all copies or
substantial portions of the software

the software is provided as is without warranty of any kind express or implied including but not
limited to the warranties of merchantability fitness for a particular purpose and
noninfringement in no event shall the authors or copyright holders be liable for any claim
damages or other liability whether in an action of contract tort or otherwise arising from out
of or in connection with the software or the use or other dealings in the software

licensed under the apache license version 2 0 the license you may not use this file except in
compliance with the license you may obtain a copy of the license at http www apache org licenses
license 2 0 unless required by applicable law or agreed to in writing software distributed under
the license is distributed on an as is basis without warranties or conditions of any kind either
express or implied see the license for the specific language governing permissions and
limitations under the license

this program is free software you can redistribute it and or modify it under the terms of the
gnu general public license as published by the free software foundation either version 2 of the
license or at your option any later version this program is distributed in the hope that it will
be useful but without any warranty without even the implied warranty of merchantability or
fitness for a particular purpose see the gnu general public license for more details you should
have received a copy of the gnu general public license along with this program if not see http
www gnu org licenses

redistribution and use in source and binary forms with or without modification are permitted
provided that the following conditions are met redistributions of source code must retain the
above copyright notice this list of conditions and the following disclaimer redistributions in
binary form must reproduce the above copyright notice this list of conditions and the following
disclaimer in the documentation and or other materials provided with the distribution

neither the name of the copyright holder nor the names of its contributors may be used to endorse
or promote products derived from this software without specific prior written permission

the name of the author may not be used to endorse or promote products derived from this software
without specific prior written permission

this software is provided by the copyright holders and contributors as is and any express or
implied warranties including but not limited to the implied warranties of merchantability and
fitness for a particular purpose are disclaimed in no event shall the copyright holder or
contributors be liable for any direct indirect incidental special exemplary or consequential
damages including but not limited to procurement of substitute goods or services loss of use data
or profits or business interruption however caused and on any theory of liability whether in
contract strict liability or tort including negligence or otherwise arising in any way out of the
use of this software even if advised of the possibility of such damage

permission to use copy modify and or distribute this software and its documentation for any
purpose and without fee is hereby granted provided that the above copyright notice appear in all
copies and that both that copyright notice and this permission notice appear in supporting
documentation and that the name of the copyright holder not be used in advertising or publicity
pertaining to distribution of the software without specific written prior permission

the author disclaims all warranties with regard to this software including all implied warranties
of merchantability and fitness in no event shall the author be liable for any special direct
indirect or consequential damages or any damages whatsoever resulting from loss of use data or
profits whether in an action of contract negligence or other tortious action arising out of or in
connection with the use or performance of this software

this source code form is subject to the terms of the mozilla public license v 2 0 if a copy of the
mpl was not distributed with this file you can obtain one at https mozilla org mpl 2 0

für rückfragen stehe ich ihnen jederzeit gerne zur verfügung

für rückfragen stehen wir ihnen gerne zur verfügung mit freundlichen grüßen

diese e mail enthält vertrauliche und oder rechtlich geschützte informationen wenn sie nicht der
richtige adressat sind informieren sie bitte sofort den absender und vernichten sie diese mail

die wertentwicklung in der vergangenheit ist kein verlässlicher indikator für die künftige
wertentwicklung

je reste à votre disposition pour toute information complémentaire

nous vous prions d agréer madame monsieur l expression de nos salutations distinguées

les performances passées ne préjugent pas des performances futures

resto a disposizione per qualsiasi chiarimento e porgo cordiali saluti

i rendimenti passati non sono indicativi di quelli futuri

quedo a su disposición para cualquier aclaración o consulta que necesite

las rentabilidades pasadas no garantizan rentabilidades futuras

mocht u nog vragen hebben dan kunt u altijd contact met ons opnemen

resultaten uit het verleden bieden geen garantie voor de toekomst

w razie pytań proszę o kontakt z poważaniem

wyniki osiągnięte w przeszłości nie gwarantują wyników w przyszłości
"""
PHRASES: Final = tuple(_PHRASES.strip().split("\n\n"))
_WORDS: Final = """
    the a an of to in on at by for with from and or but not no is are was were be been has have had
    it its this that these those there as if then than so which who what when where will would can
    could shall should may might must do does did we you he she they i our your their his her us
    all any some more most other such only also into over under up out about after before between
    der die das den dem des ein eine einer eines einem einen und oder aber nicht ist sind war wird
    werden wurde hat haben zu in im an am auf aus bei mit nach von vor für über unter als wie wenn
    dass sich sie er es wir ihr ich auch noch nur so durch um bis zum zur
    le la les un une des du de et ou mais ne pas est sont a ont à au aux en dans sur par pour avec
    sans sous que qui ce cette ces il elle nous vous ils se son sa ses leur plus
    il lo gli i una uno e o ma non è sono ha hanno di da del della dei delle nel nella con su per
    tra che si come più al alla
    el los las y pero no es son ha han del al con por para sin sobre que se su sus como más
    het een en of maar niet is zijn heeft hebben van voor met op aan bij naar uit over dat die deze
    dit ook nog wel om te
    i w z na do od po za nie jest są był ma że się to ten ta te jak dla przez przy oraz lub
    """
FUNCTION_WORDS: Final = frozenset(word.encode() for word in _WORDS.split())
