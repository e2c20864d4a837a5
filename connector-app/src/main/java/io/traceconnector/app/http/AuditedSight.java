package io.traceconnector.app.http;

import io.traceconnector.api.Condition;
import io.traceconnector.api.FieldRule;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Segment;
import io.traceconnector.api.Sight;
import io.traceconnector.app.audit.AuditTrail;
import java.util.List;
import java.util.Optional;

/** What a caller sees, and a note of each link whose data it sees: whoever shows links, module or not, shows them through a sight. */
record AuditedSight(Sight sight, AuditTrail trail) implements Sight {

    @Override
    public Condition rows() {
        return sight.rows();
    }

    @Override
    public List<FieldRule> fields() {
        return sight.fields();
    }

    @Override
    public Optional<Segment> of(Segment link) {
        Optional<Segment> seen = sight.of(link);
        seen.filter(AuditedSight::hasData).ifPresent(segment -> trail.show(segment.hash()));
        return seen;
    }

    private static boolean hasData(Segment segment) {
        return segment.payload() instanceof Payload.Opened || segment.payload() instanceof Payload.Plain;
    }
}
