package io.traceconnector.app.stream;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** How far a pump is, for those who look on. */
record Progress(
        StreamStatus.State state,
        long passed,
        OptionalLong total,
        boolean atHead,
        Optional<Instant> headAt,
        boolean doubtful,
        Optional<String> error) {

    static final Progress NONE = new Progress(
            StreamStatus.State.STARTING, 0, OptionalLong.empty(), false, Optional.empty(), false, Optional.empty());

    Progress stalled(String code) {
        return new Progress(StreamStatus.State.STALLED, passed, total, atHead, headAt, doubtful, Optional.of(code));
    }

    Progress stopped() {
        return new Progress(StreamStatus.State.STOPPED, passed, total, atHead, headAt, doubtful, error);
    }

    /** After a page was taken. */
    Progress after(Reading reading, SharedPage page, Reading.Step step, Instant now) {
        boolean head = step == Reading.Step.WAIT_AT_HEAD;
        StreamStatus.State next = reading.isSweeping()
                ? StreamStatus.State.SWEEPING
                : head ? StreamStatus.State.AT_HEAD : StreamStatus.State.READING;
        OptionalLong stated = page.total() < 0 ? OptionalLong.empty() : OptionalLong.of(page.total());
        return new Progress(
                next,
                reading.passed(),
                stated,
                head || (atHead && reading.isSweeping()),
                head ? Optional.of(now) : headAt,
                reading.isDoubtful(),
                Optional.empty());
    }
}
