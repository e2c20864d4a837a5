package io.traceconnector.app.outbox;

import io.traceconnector.app.outbox.Event.Form;
import io.traceconnector.app.seal.LinkRequest;
import io.traceconnector.app.seal.SealedLink;
import java.util.ArrayList;
import java.util.List;

/** A link that is remembered while its caller waits. For one thread. */
final class PassingDraft implements Draft {

    private final LinkRequest request;
    private final List<SealedLink> forms = new ArrayList<>();

    PassingDraft(LinkRequest request) {
        this.request = request;
    }

    @Override
    public LinkRequest request() {
        return request;
    }

    @Override
    public List<Form> forms() {
        return forms.stream().map(form -> new Form(form.hash(), form.parent())).toList();
    }

    @Override
    public SealedLink last() {
        return forms.getLast();
    }

    @Override
    public void add(SealedLink form) {
        forms.add(form);
    }
}
