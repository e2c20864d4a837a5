package io.traceconnector.app.outbox;

import io.traceconnector.app.outbox.Event.Form;
import io.traceconnector.app.seal.LinkRequest;
import io.traceconnector.app.seal.SealedLink;
import java.util.List;

/** The link of an entry, on disk. */
record EntryDraft(Store store, Entry entry) implements Draft {

    @Override
    public LinkRequest request() {
        return store.request(entry);
    }

    @Override
    public List<Form> forms() {
        return entry.forms();
    }

    @Override
    public SealedLink last() {
        return store.form(entry);
    }

    @Override
    public void add(SealedLink form) {
        store.formed(entry, form);
    }
}
