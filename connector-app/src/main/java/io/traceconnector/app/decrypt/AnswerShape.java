package io.traceconnector.app.decrypt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which members of an object are of interest, by response key; all others are copied unread. Immutable. */
final class AnswerShape {

    /** From here on a table is faster than comparing one key after the other. */
    private static final int FEW = 8;

    private record Entry(byte[] key, AnswerMember member) {}

    private final Entry[] entries;
    private final Map<String, AnswerMember> table = new HashMap<>();
    private final boolean head;
    private final int parts;

    /** @param head whether this is the value of the field {@code head} */
    AnswerShape(Collection<AnswerMember> members, boolean head) {
        this.entries = members.stream()
                .map(member -> new Entry(member.key().getBytes(UTF_8), member))
                .toArray(Entry[]::new);
        members.forEach(member -> table.put(member.key(), member));
        this.head = head;
        this.parts = (int)
                members.stream().filter(AnswerMember.Part.class::isInstance).count();
    }

    boolean isEmpty() {
        return entries.length == 0;
    }

    boolean isHead() {
        return head;
    }

    /** How many members of a link stand in an object of this shape; 0 where it is no link. */
    int parts() {
        return parts;
    }

    /** The member with this response key; null where it is not of interest. */
    @Nullable
    AnswerMember find(byte[] buffer, int from, int to) {
        if (entries.length > FEW) {
            return find(new String(buffer, from, to - from, UTF_8));
        }
        for (Entry entry : entries) {
            if (Arrays.equals(entry.key, 0, entry.key.length, buffer, from, to)) {
                return entry.member;
            }
        }
        return null;
    }

    @Nullable
    AnswerMember find(String key) {
        return table.get(key);
    }
}
