# shellcheck shell=bash disable=SC2034
# The archives: read by make-samples.sh. Users and sentences are invented; one planted defect stands alone in its archive.

# --- English --------------------------------------------------------------------------------------------------------

begin Wrenfield-20080412-qav "A man, Java applet, plain values"
expect Wrenfield male en
readme Wrenfield Male Adult EN "American English"
voice en-us+m3 38 150
say b0101 "The evening boat carried seven crates of lemons."
say b0102 "Nobody had wound the clock since March, and still it ran."
pack

begin Wrenfield-20080609-tds "The same man two months later; values in brackets, keys in upper case"
expect Wrenfield male en
readme Wrenfield "[male];" "[ADULT]" EN "American English."
sed -i 's/^Gender:/GENDER:/; s/^Age Range:/AGE RANGE:/; s/^Pronunciation dialect:/PRONUNICATION DIALECT:/' "$base/etc/README"
voice en-us+m3 38 165
say b0211 "Rain on the tin roof kept the children awake until the lamp went out."
say b0212 "Bring the blue ladder, please."
pack

begin mirabel-20090117-kho "A woman; values end in a semicolon"
expect mirabel female en
readme mirabel "Female;" "Adult;" EN "British English" "Desktop Boom mic"
voice en-gb+f2 62 155
say a0307 "A fox crossed the frozen field."
say a0308 "We will mend the fence as soon as the ground has thawed."
pack

begin mirabel-20090222-nre "The same woman; clips as FLAC in a folder of that name"
format=flac
expect mirabel female en
readme mirabel "[female];" Adult EN "British English" "Desktop Boom mic"
voice en-gb+f2 62 150
say a0411 "The baker left two warm loaves for the postman."
say a0412 "Every map of the valley shows a bridge that was never built."
say a0413 "Copper turns green in the rain."
pack

begin anonymous-20100305-bxe "A woman without a name, JavaScript app with profile.json"
expect anonymous female en
readme_javascript anonymous Female Youth EN "Canadian English"
voice en-us+f4 70 160
say en-0021 "Three violins were left behind on the last train to the coast."
say en-0022 "Turn left after the mill."
pack

# --- German, French, Spanish, Italian, Russian: README values in the language ------------------------------------------

begin anonymous-20101118-zuf "A man without a name, German; not the speaker of the other anonymous archive"
expect anonymous male de
readme anonymous Männlich Erwachsener DE Süddeutschland "Laptop Built-in mic"
voice de+m1 40 155
say de5-014 "Der Fährmann wartete geduldig am anderen Ufer."
say de5-015 "Im Garten blühen die ersten Äpfel."
pack

begin tannhof-20110704-ilm "A woman, German, UTF-8; the sound stands before the text in the archive"
expect tannhof female de
readme tannhof Weiblich Erwachsener DE Norddeutschland "Headset-Mikro (am Kopfhörer)"
voice de+anika 55 150
say de7-031 "Über den Dächern der Stadt kreisten schon die Schwalben."
say de7-032 "Wir kaufen frühmorgens frisches Brot."
pack wav LICENSE etc

begin lucbriand-20120215-gys "A man, French, line ends of Windows"
expect lucbriand male fr
readme lucbriand Masculin Adulte FR "Français France" "Casque micro"
voice fr+m2 42 155
say fr-0101 "Le facteur a laissé deux lettres sous la porte."
say fr-0102 "Chaque été, les enfants repeignent les barques du port."
sed -i 's/$/\r/' "$base"/etc/*
pack

begin odaline-20120830-fcr "A woman, French, README by hand: SEX for gender, no blank after the colon"
expect odaline female fr
readme odaline Féminin Adulte FR "Français Belgique" "Casque micro"
sed -i 's/^Gender: /SEX:/; s/^Language: /LANGUAGE:/; s/^Age Range: /age range:/' "$base/etc/README"
voice fr+f4 64 150
say fr-0207 "La neige tombait sans bruit sur la place du marché."
say fr-0208 "Il reste trois poires dans le panier."
pack

begin pilarsol-20130406-dje "A woman, Spanish, JavaScript app"
expect pilarsol female es
readme_javascript pilarsol Femenino Adulto ES "Español España"
voice es+f3 60 165
say es-0042 "El tren de la mañana llega siempre con niebla."
say es-0043 "Mi abuela guarda las llaves en un cajón azul."
pack

begin Ramiro-Vega-20140119-umo "A man, Spanish; a dash in the user's name"
expect Ramiro-Vega male es
readme Ramiro-Vega Masculino Adulto ES "Español México" "Micrófono Auricular"
voice es+m5 40 160
say es-0117 "Los niños pintaron un faro amarillo en la pared."
say es-0118 "¿Quién dejó abierta la puerta durante la tormenta?"
pack

begin fiorello-20150523-hka "A man, Italian; clips at 48 kHz stereo and 44.1 kHz mono"
expect fiorello male it
readme fiorello Maschio Adulto IT Italiano "Microfono da tavolo"
voice it+m6 41 170
rate=48000 remix=(1 1v0.5)
say it-0009 "La barca rossa dorme sul lago."
rate=44100 remix=(1)
say it-0010 "Domani porteremo le olive al mulino."
pack

begin zimka-20160808-pyt "A woman, Russian, text in Cyrillic"
expect zimka female ru
readme zimka Женщина "до 55" RU Русский Гарнитура
voice ru+f5 60 160
say ru-0301 "Утром над рекой поднялся густой белый туман."
say ru-0302 "Старый мастер чинит часы и никуда не торопится."
pack

# --- one defect each ------------------------------------------------------------------------------------------------

begin brackwater-20170302-nor "No README" no-readme
expect brackwater unknown
voice en-gb+m7 45 155
say c0501 "The ferry bell is older than the town around it."
say c0502 "Salt wind bent every tree on the ridge towards the east."
pack

begin oldharbour-20170615-emp "No audio folder: README and prompts alone" no-audio-folder
expect oldharbour male en
readme oldharbour Male Senior EN "Australian English"
prompt c0601 "Two gulls sat on the empty pier."
prompt c0602 "The tide came in without a sound."
details c0601
details c0602
pack etc LICENSE

begin quillon-20180211-zer "A clip of 0 bytes between two good ones" audio-empty
expect quillon male en
readme quillon Male Adult EN "American English"
voice en-us+m7 44 155
say d0701 "Pack the lanterns in straw before the cart leaves."
prompt d0702 "This sentence was never recorded."
say d0703 "A narrow path runs behind the school, down to the harbour."
: >"$base/wav/d0702.wav"
details d0702
pack

begin quillon-20180417-sil "The same man; a clip of digital silence" silent-clip
expect quillon male en
readme quillon Male Adult EN "American English"
voice en-us+m7 44 160
say d0801 "He folded the letter and kept it in his coat."
prompt d0802 "The microphone was switched off here."
sox -D -n -r 16000 -b 16 -c 1 "$base/wav/d0802.wav" trim 0 2.5
details d0802
readable=$((readable + 1))
pack

begin tannhof-20110911-wep "The German woman again; prompts in Latin-1" text-not-utf8
expect tannhof female de
readme tannhof Weiblich Erwachsener DE Norddeutschland Headset
voice de+anika 55 155
say de8-001 "Fünf Bücher lagen auf dem Tisch."
say de8-002 "Größere Schiffe können den Kanal im Herbst nicht befahren."
for file in PROMPTS prompts-original; do
  iconv -f UTF-8 -t ISO-8859-1 "$base/etc/$file" >"$work/latin1"
  mv "$work/latin1" "$base/etc/$file"
done
pack

begin harrowgate-20181005-unk "The gender was left at 'Please Select'" gender-unknown
expect harrowgate unknown en
readme harrowgate "Please Select" Adult EN "British English"
voice en-gb+f1 52 155
say e0901 "The gardener planted forty tulips beside the gate."
say e0902 "Somebody has painted the station doors a loud orange."
pack

begin veerpont-20190126-npr "Dutch, a woman; one clip has no prompt" clip-without-prompt
expect veerpont female nl
readme veerpont vrouwelijk volwassen NL Nederlands "Microfoon op hoofdtelefoon"
voice nl+f2 58 160
say nl-0011 "De molen draait langzaam in de zachte wind."
record nl-0012 "Niemand schreef deze zin op."
say nl-0013 "Langs de dijk fietsen elke ochtend honderd kinderen."
pack

begin trunkline-20190630-cut "The archive ends in the middle of its third clip" archive-truncated
expect trunkline male en
readme trunkline Male Adult EN "New Zealand English"
voice en-gb+m4 43 155
say f1001 "Count the wagons before noon."
say f1002 "Every evening the same grey engine passed the house."
say f1003 "This clip is cut off before the end of its only sentence."
pack
size=$(wc -c <"$out/$name.tgz")
head -c $((size * 80 / 100)) "$out/$name.tgz" >"$work/cut"
mv "$work/cut" "$out/$name.tgz"
readable=2 # a cut archive has its clips before the cut, and another line of the index
sed -i '$d' "$work/index"
index
