package io.traceconnector.app.outbox;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.journal.JournalDamagedException;
import io.traceconnector.app.journal.JournalReader;
import io.traceconnector.app.journal.Place;
import io.traceconnector.app.outbox.Event.Accepted;
import io.traceconnector.app.outbox.Event.Ended;
import io.traceconnector.app.outbox.Event.Form;
import io.traceconnector.app.outbox.Event.Formed;
import io.traceconnector.app.outbox.Event.FormedBefore;
import io.traceconnector.app.outbox.Event.Mark;
import io.traceconnector.app.outbox.Event.Requested;
import io.traceconnector.app.seal.SealedLink;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/** What a journal of an earlier process says, read into a book. For one thread. */
final class Reading {

    private final OrganisationId organisation;
    private final Book book = new Book();
    private final Holdings holdings = new Holdings();

    Reading(OrganisationId organisation) {
        this.organisation = organisation;
    }

    /** @throws JournalDamagedException where the journal contradicts itself */
    void read(JournalReader reader) throws IOException {
        Optional<JournalReader.Content> content = reader.next();
        while (content.isPresent()) {
            Event event = EventCodec.event(content.get().type(), content.get().bytes());
            take(event, content.get().place());
            content = reader.next();
        }
    }

    Book book() {
        return book;
    }

    Holdings holdings() {
        return holdings;
    }

    private void take(Event event, Place place) {
        switch (event) {
            case Mark _ -> {}
            case Requested requested -> holdings.requested(requested.entry(), place);
            case Accepted(var batch, var slots) ->
                book.add(slots.stream()
                        .map(slot -> new Entry(organisation, batch, slot))
                        .toList());
            case Formed(UUID entry, SealedLink link) -> {
                entry(entry).formed(new Form(link.hash(), link.parent()));
                holdings.formed(entry, place);
            }
            case FormedBefore(UUID entry, Form form) -> entry(entry).formed(form);
            case Ended ended -> {
                book.ended(entry(ended.entry()), ended.state(), ended.at());
                holdings.ended(ended.entry());
            }
        }
    }

    private Entry entry(UUID id) {
        return book.find(id).orElseThrow(() -> new JournalDamagedException("there is no entry " + id));
    }
}
