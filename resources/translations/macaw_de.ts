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
        <source>No program could open {0}.</source>
        <translation>Kein Programm konnte {0} öffnen.</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>Advanced</name>
    <message>
        <source>sft: learn the answers</source>
        <translation>sft: die Antworten lernen</translation>
    </message>
    <message>
        <source>text: learn everything</source>
        <translation>text: alles lernen</translation>
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
        <source>Against learning by heart. Above 0 the slower PEFT model trains.</source>
        <translation>Gegen Auswendiglernen. Über 0 trainiert das langsamere PEFT-Modell.</translation>
    </message>
    <message>
        <source>How far each step goes, at its highest.</source>
        <translation>Wie weit jeder Schritt höchstens geht.</translation>
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
        <source>Steps between validations; 0: only at the end.</source>
        <translation>Schritte zwischen Validierungen; 0: nur am Ende.</translation>
    </message>
    <message>
        <source>Same seed, same run.</source>
        <translation>Gleicher Seed, gleicher Lauf.</translation>
    </message>
    <message>
        <source>What of a conversation is learned.</source>
        <translation>Was von einem Gespräch gelernt wird.</translation>
    </message>
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
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
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
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
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
        <source>Fine</source>
        <translation>In Ordnung</translation>
    </message>
    <message>
        <source>Bad rows</source>
        <translation>Fehlerhafte Zeilen</translation>
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
        <source>Device</source>
        <translation>Gerät</translation>
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
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Memory limit for a model</source>
        <translation>Speichergrenze für ein Modell</translation>
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
</context>
<context>
    <name>DataStep</name>
    <message>
        <source>Pasted examples</source>
        <translation>Eingefügte Beispiele</translation>
    </message>
    <message>
        <source>{&quot;prompt&quot;: &quot;…&quot;, &quot;completion&quot;: &quot;…&quot;}

or question,answer as CSV, or plain text</source>
        <translation>{&quot;prompt&quot;: &quot;…&quot;, &quot;completion&quot;: &quot;…&quot;}

oder question,answer als CSV, oder reiner Text</translation>
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
        <source>1 file</source>
        <translation>1 Datei</translation>
    </message>
    <message>
        <source>{0} files</source>
        <translation>{0} Dateien</translation>
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
    <name>ExamplesTable</name>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Examples: question and answer</source>
        <translation>Beispiele: Frage und Antwort</translation>
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
    <name>Follower</name>
    <message>
        <source>New conversation</source>
        <translation>Neues Gespräch</translation>
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
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Tokens to read</source>
        <translation>Zu lesende Tokens</translation>
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
        <source>What training needs at its largest, of the memory that is free now.</source>
        <translation>Was das Training höchstens braucht, von dem Speicher, der jetzt frei ist.</translation>
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
        <source>That is more memory than is free. Close other programs, or lower micro_batch_size or max_seq_length.</source>
        <translation>Das ist mehr Speicher, als frei ist. Schließe andere Programme oder senke micro_batch_size oder max_seq_length.</translation>
    </message>
    <message>
        <source>Measure now</source>
        <translation>Jetzt messen</translation>
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
        <source>Memory: {0} for the program, {1} for the weights, {2} for the adapter, {3} for the largest batch; a real run comes within about 30 %.</source>
        <translation>Speicher: {0} für das Programm, {1} für die Gewichte, {2} für den Adapter, {3} für den größten Stapel; ein echter Lauf liegt etwa 30 % daneben.</translation>
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
        <source>A question from your held-out examples is answered here at the start and at every validation.</source>
        <translation>Eine Frage aus deinen zurückgehaltenen Beispielen wird hier am Anfang und bei jeder Validierung beantwortet.</translation>
    </message>
    <message>
        <source>Sample answers</source>
        <translation>Probeantworten</translation>
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
        <source>“{0}”</source>
        <translation>„{0}“</translation>
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
        <source>Stopping; what is done is kept.</source>
        <translation>Wird angehalten; was fertig ist, bleibt.</translation>
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
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Open this folder in your file manager?</source>
        <translation>Diesen Ordner in deinem Dateimanager öffnen?</translation>
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
    <name>JobBar</name>
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
        <source>Pause and close</source>
        <translation>Pausieren und schließen</translation>
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
        <source>Stopped. What was read until then is kept.</source>
        <translation>Angehalten. Was bis dahin gelesen wurde, bleibt.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weitermachen</translation>
    </message>
    <message>
        <source>Above which wind do beginners stay ashore?</source>
        <translation>Above which wind do beginners stay ashore?</translation>
    </message>
    <message>
        <source>Try: {0}</source>
        <translation>Versuche: {0}</translation>
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
        <source>Train another voice</source>
        <translation>Eine weitere Stimme trainieren</translation>
    </message>
    <message>
        <source>On questions it had not seen, its loss was {0} at its best, at step {1}. That is the one kept.</source>
        <translation>Bei Fragen, die es nicht gesehen hatte, war der Loss bestenfalls {0}, bei Schritt {1}. Dieser Stand wurde behalten.</translation>
    </message>
    <message>
        <source>Learned</source>
        <translation>Gelernt</translation>
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
        <source>“{0}”</source>
        <translation>„{0}“</translation>
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
        <source>Loading…</source>
        <translation>Wird geladen …</translation>
    </message>
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
        <source>Dismiss</source>
        <translation>Schließen</translation>
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
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
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
        <source>It starts when {0} is done.</source>
        <translation>Es beginnt, wenn {0} fertig ist.</translation>
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
        <source>More for {0}</source>
        <translation>Mehr für {0}</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
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
    <name>PersonasPage</name>
    <message>
        <source>Loading…</source>
        <translation>Wird geladen …</translation>
    </message>
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
        <source>Dismiss</source>
        <translation>Schließen</translation>
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
        <source>Export {0}</source>
        <translation>{0} exportieren</translation>
    </message>
    <message>
        <source>Personas (*.macaw)</source>
        <translation>Personas (*.macaw)</translation>
    </message>
    <message>
        <source>“{0}” is in {1}.</source>
        <translation>„{0}“ ist in {1}.</translation>
    </message>
    <message>
        <source>Choose another place…</source>
        <translation>Anderen Ort wählen …</translation>
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
        <source>Choose another file…</source>
        <translation>Andere Datei wählen …</translation>
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
        <source>Fold</source>
        <translation>Aufklappen</translation>
    </message>
    <message>
        <source>Advanced…</source>
        <translation>Für Fortgeschrittene …</translation>
    </message>
    <message>
        <source>Hide the advanced settings</source>
        <translation>Die Einstellungen für Fortgeschrittene verbergen</translation>
    </message>
    <message>
        <source>Show the advanced settings</source>
        <translation>Die Einstellungen für Fortgeschrittene zeigen</translation>
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
        <source>One look at every example. Enough to hear where it is going.</source>
        <translation>Ein Blick auf jedes Beispiel. Genug, um zu hören, wohin es geht.</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>Ausgewogen</translation>
    </message>
    <message>
        <source>Three rounds. The voice is clear, and what the model knew before stays.</source>
        <translation>Drei Runden. Die Stimme ist klar, und was das Modell vorher wusste, bleibt.</translation>
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
        <source>Five slow rounds with a larger adapter. For the last bit of a voice, or a lot of data.</source>
        <translation>Fünf langsame Runden mit einem größeren Adapter. Für das letzte bisschen Stimme oder viele Daten.</translation>
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
        <source>1 passage</source>
        <translation>1 Stelle</translation>
    </message>
    <message>
        <source>{0} passages</source>
        <translation>{0} Stellen</translation>
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
        <source>This was not answered yet.</source>
        <translation>Dies wurde noch nicht beantwortet.</translation>
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
        <source>Waits for {0} to be done. The queue lives in this window: closing Macaw empties it.</source>
        <translation>Wartet, bis {0} fertig ist. Die Warteschlange lebt in diesem Fenster: Macaw zu schließen leert sie.</translation>
    </message>
    <message>
        <source>Waits: the run before it was paused.</source>
        <translation>Wartet: Der Lauf davor wurde pausiert.</translation>
    </message>
    <message>
        <source>Stopping after this step, and saving a checkpoint…</source>
        <translation>Hält nach diesem Schritt an und speichert einen Checkpoint …</translation>
    </message>
    <message>
        <source>{0}…</source>
        <translation>{0} …</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Startet</translation>
    </message>
    <message>
        <source>Paused at step {0}. It goes on where it stopped.</source>
        <translation>Pausiert bei Schritt {0}. Es geht dort weiter, wo es anhielt.</translation>
    </message>
    <message>
        <source>Cut off at step {0}, by a crash or a power cut. Its last checkpoint is safe.</source>
        <translation>Bei Schritt {0} abgebrochen, durch einen Absturz oder Stromausfall. Der letzte Checkpoint ist sicher.</translation>
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
        <source>{0} training waits in the queue, as the one before it was paused.</source>
        <translation>{0} Training wartet in der Warteschlange, weil das davor pausiert wurde.</translation>
    </message>
    <message>
        <source>{0} trainings wait in the queue, as the one before them was paused.</source>
        <translation>{0} Trainings warten in der Warteschlange, weil das davor pausiert wurde.</translation>
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
        <source>{0} row cannot be used</source>
        <translation>{0} Zeile ist nicht zu gebrauchen</translation>
    </message>
    <message>
        <source>{0} rows cannot be used</source>
        <translation>{0} Zeilen sind nicht zu gebrauchen</translation>
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
        <source>Line {0}: {1}</source>
        <translation>Zeile {0}: {1}</translation>
    </message>
    <message>
        <source>… and {0} more</source>
        <translation>… und {0} weitere</translation>
    </message>
    <message>
        <source>Macaw drops nothing in silence: say what is to happen to them.</source>
        <translation>Macaw lässt nichts stillschweigend weg: Sag, was mit ihnen geschehen soll.</translation>
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
        <source>{0} example is there twice</source>
        <translation>{0} Beispiel ist doppelt da</translation>
    </message>
    <message>
        <source>{0} examples are copies of others</source>
        <translation>{0} Beispiele sind Kopien von anderen</translation>
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
        <source>Copies weigh more than the rest, and are learned by heart sooner.</source>
        <translation>Kopien wiegen mehr als der Rest und werden eher auswendig gelernt.</translation>
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
        <source>{0} example is too long and would be cut</source>
        <translation>{0} Beispiel ist zu lang und würde gekürzt</translation>
    </message>
    <message>
        <source>{0} examples are too long and would be cut</source>
        <translation>{0} Beispiele sind zu lang und würden gekürzt</translation>
    </message>
    <message>
        <source>max_seq_length is {0} tokens; the longest, at line {1}, has {2}.</source>
        <translation>max_seq_length ist {0} Tokens; das längste, in Zeile {1}, hat {2}.</translation>
    </message>
    <message>
        <source>Raise max_seq_length to {0}</source>
        <translation>max_seq_length auf {0} erhöhen</translation>
    </message>
    <message>
        <source>Leave out {0} long example</source>
        <translation>{0} langes Beispiel weglassen</translation>
    </message>
    <message>
        <source>Leave out {0} long examples</source>
        <translation>{0} lange Beispiele weglassen</translation>
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
        <source>Texts as JSONL</source>
        <translation>Texte als JSONL</translation>
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
        <source>on {0}</source>
        <translation>auf {0}</translation>
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
        <source>What it has learned in {0} step is deleted. Your examples stay.</source>
        <translation>Was es in {0} Schritt gelernt hat, wird gelöscht. Deine Beispiele bleiben.</translation>
    </message>
    <message>
        <source>What it has learned in {0} steps is deleted. Your examples stay.</source>
        <translation>Was es in {0} Schritten gelernt hat, wird gelöscht. Deine Beispiele bleiben.</translation>
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
        <source>Starting</source>
        <translation>Startet</translation>
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
        <source>Cut off</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Gescheitert</translation>
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
        <source>less than a minute left</source>
        <translation>noch weniger als eine Minute</translation>
    </message>
    <message>
        <source>{0} min left</source>
        <translation>noch {0} min</translation>
    </message>
    <message>
        <source>{0} h left</source>
        <translation>noch {0} h</translation>
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
