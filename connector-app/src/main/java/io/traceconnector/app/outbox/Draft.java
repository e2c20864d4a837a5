package io.traceconnector.app.outbox;

import io.traceconnector.app.outbox.Event.Form;
import io.traceconnector.app.seal.LinkRequest;
import io.traceconnector.app.seal.SealedLink;
import java.util.List;

/** A link that is to be written, with everything that was ever sealed of it. */
interface Draft {

    LinkRequest request();

    /** Oldest first. */
    List<Form> forms();

    /** The last form. */
    SealedLink last();

    /** Remembers a form as long as the link is remembered, before it may be sent. */
    void add(SealedLink form);
}
