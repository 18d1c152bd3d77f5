# Praat's autocorrelation pitch of every file of a list, with the program's own defaults for speech.
form Files
    sentence List list.txt
endform
strings = Read Strings from raw text file: list$
count = Get number of strings
for file to count
    selectObject: strings
    path$ = Get string: file
    sound = Read from file: path$
    pitch = To Pitch (ac): 0, 75, 15, "no", 0.03, 0.45, 0.01, 0.35, 0.14, 600
    removeObject: sound, pitch
endfor
