"""What leaves this computer: nothing, and how that is made sure."""

from __future__ import annotations

from desktop.pages.settings.section import Section
from desktop.widgets.basic import label


class PrivacySection(Section):
    """Says it in full: every case in which the network would be used."""

    def make_title(self) -> str:
        return self.tr("Privacy")

    def build(self) -> None:
        lead = label(self.tr("Nothing leaves this computer."), "lead")
        promise = self.tr(
            "Your chats, documents, examples and personas are files in your data folder. There is no account, no "
            "telemetry, no search for updates and no download: Macaw works with the network unplugged."
        )
        how = self.tr(
            "The processes that run models and read documents refuse every connection to another computer."
        )
        self.add_card("", lead, label(promise, wrap=True), label(how, "secondary", wrap=True))
        cases = [
            (self.tr("Macaw uses the network"), self.tr("Never. There is no such case today.")),
            (
                self.tr("You open a link in an answer or a document"),
                self.tr("Macaw shows the full address and asks. If you agree, your web browser opens it."),
            ),
            (
                self.tr("You start “macaw serve” on the command line"),
                self.tr("Other programs on this computer may ask Macaw. Other computers may not."),
            ),
            (
                self.tr("You install or update Macaw"),
                self.tr("That is done by your package manager, outside of Macaw."),
            ),
        ]
        card = self.add_card(self.tr("Every case in which something could be sent"))
        for case, answer in cases:
            card.body.addWidget(label(case, wrap=True))
            card.body.addWidget(label(answer, "secondary", wrap=True))
            card.body.addSpacing(4)
