package io.traceconnector.app.audit;

import io.traceconnector.api.LinkHash;
import io.traceconnector.api.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What one request that was let through does and shows. At most {@value #HELD} hashes of links are held; beyond that they are recorded before anybody waits
 * for them. Safe for many threads.
 */
public final class AuditTrail {

    private static final int HELD = 4096;
    /** More than the links of any batch. */
    private static final int WRITTEN = 256;

    private final AuditLog log;
    private final long number;
    private final Subject who;
    private final Deed what;
    private final Ruling.Allowed ruling;
    private final Set<LinkHash> shown = new LinkedHashSet<>();
    private final List<Batch> unsettled = new ArrayList<>();
    private boolean begun;
    private boolean settled;
    private boolean ended;
    private int status;
    private long unnamed;
    private final List<String> written = new ArrayList<>();

    AuditTrail(AuditLog log, long number, Subject who, Deed what, Ruling.Allowed ruling) {
        this.log = log;
        this.number = number;
        this.who = who;
        this.what = what;
        this.ruling = ruling;
    }

    /**
     * Returns when it is on disk that the request was let through: before anything is done that cannot be taken back.
     *
     * @throws ProblemException {@code audit_unavailable} where that is not possible; then it must not be done
     */
    public void begin() {
        settle(0);
    }

    /** A link whose data goes into the answer. */
    public synchronized void show(LinkHash link) {
        shown.add(link);
        if (shown.size() >= HELD) {
            record(status, "");
        }
    }

    /** A link whose data goes into the answer and whose hash is not known. */
    public synchronized void showUnnamed() {
        unnamed++;
    }

    /** A link that was written, or the entry of the outbox that it waits in: said with how the request ends; of more than {@value #WRITTEN} the first. */
    public synchronized void wrote(String linkOrEntry) {
        if (written.size() < WRITTEN) {
            written.add(linkOrEntry);
        }
    }

    /**
     * Returns when all that was shown is on disk: before the bytes of it are flushed. Costs nothing where nothing was shown since.
     *
     * @param answered status of HTTP; 0 where none is known yet
     * @throws ProblemException {@code audit_unavailable} where that is not possible; then no byte must be flushed
     */
    public void settle(int answered) {
        List<Batch> waiting;
        synchronized (this) {
            if (!begun || !shown.isEmpty() || unnamed > 0) {
                record(answered, "");
            }
            waiting = List.copyOf(unsettled);
        }
        try {
            waiting.forEach(log::await);
        } catch (ProblemException e) {
            giveUp();
            throw e;
        }
        synchronized (this) {
            unsettled.removeAll(waiting);
            settled = true;
        }
    }

    /**
     * How it ended; waits for nothing, and counts once.
     *
     * @param answered status of HTTP; 0 where none was
     * @param code of the problem that was answered; empty where there was none
     */
    public synchronized void end(int answered, String code) {
        if (ended) {
            return;
        }
        ended = true;
        if (!code.isEmpty()) {
            // What was not flushed was not shown.
            shown.clear();
            unnamed = 0;
        }
        if (!begun || !shown.isEmpty() || unnamed > 0) {
            log.quietly(() -> record(answered, code));
        } else if (answered != status || !code.isEmpty() || !written.isEmpty()) {
            log.quietly(
                    () -> log.offer(log.records().ended(number, who, what, new Records.End(answered, code, written))));
        }
    }

    /** What was never on disk is to be recorded with how it ended. */
    private synchronized void giveUp() {
        unsettled.clear();
        begun = settled;
    }

    private void record(int answered, String code) {
        List<LinkHash> links = List.copyOf(shown);
        int at = 0;
        while (!begun || at < links.size() || unnamed > 0) {
            int next = Math.min(links.size(), at + Records.MOST_LINKS);
            Records.Shown part = new Records.Shown(links.subList(at, next), unnamed);
            byte[] body = begun
                    ? log.records().shown(number, who, what, part)
                    : log.records().request(number, who, what, ruling.rules(), answered, code, part);
            add(log.offer(body));
            if (!begun) {
                status = answered;
                begun = true;
            }
            at = next;
            unnamed = 0;
        }
        shown.clear();
    }

    private void add(Batch batch) {
        if (unsettled.isEmpty() || !unsettled.getLast().equals(batch)) {
            unsettled.add(batch);
        }
    }
}
