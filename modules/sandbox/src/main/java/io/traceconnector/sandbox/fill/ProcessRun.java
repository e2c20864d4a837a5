package io.traceconnector.sandbox.fill;

import io.traceconnector.chainscript.LinkHash;
import io.traceconnector.sandbox.store.LinkState;
import io.traceconnector.sandbox.world.Action;
import io.traceconnector.sandbox.world.Catalogue;
import io.traceconnector.sandbox.world.Group;
import io.traceconnector.sandbox.world.Organisation;
import io.traceconnector.sandbox.world.Workflow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.ObjectNode;

/**
 * One run of a workflow, link after link: its steps in order, changes of hands between groups, comments. What comes is drawn from its own source
 * of chance, so it is the same whatever thread asks when. For one thread at a time.
 */
final class ProcessRun {

    private static final double COMMENT = 0.12;
    private static final double COMMENT_AMONG_OTHERS = 0.35;
    private static final double PUSH = 0.75;
    private static final double ACCEPTED = 0.93;
    private static final double BY_PERSON = 0.2;

    private final Workflow workflow;
    private final List<Action> steps;
    private final List<Organisation> parties;
    private final Organisation ours;
    private final Forms forms;
    private final Words words;
    private final Facts facts;
    private final UUID trace;

    private int step;
    private int priority;
    private Group holder;
    private LinkState state = LinkState.OWNED;
    private Optional<Group> input = Optional.empty();
    private Optional<String> lastForm = Optional.empty();
    private Optional<LinkHash> head = Optional.empty();

    /** @param withoutUs whether our organisation is left out, as reader and with its steps */
    ProcessRun(Workflow workflow, Organisation ours, boolean withoutUs, RandomGenerator random) {
        this.workflow = workflow;
        this.ours = ours;
        this.parties = workflow.groups().stream()
                .map(Group::owner)
                .filter(owner -> !withoutUs || !owner.equals(ours))
                .toList();
        this.steps = workflow.actions().stream()
                .filter(action -> !action.group().equals(Action.ANYONE))
                .filter(action -> parties.contains(group(action).owner()))
                .toList();
        this.forms = Forms.of(workflow.id());
        this.words = new Words(random);
        this.trace = new UUID((random.nextLong() & ~0xF000L) | 0x4000L, (random.nextLong() >>> 2) | Long.MIN_VALUE);
        this.facts = Facts.draw(workflow.name().substring(0, 2).toUpperCase(java.util.Locale.ROOT), words);
        this.holder = group(steps.getFirst());
    }

    UUID trace() {
        return trace;
    }

    Workflow workflow() {
        return workflow;
    }

    Optional<LinkHash> head() {
        return head;
    }

    /** Words of this process, for what goes beside its links. */
    Words words() {
        return words;
    }

    boolean isOver() {
        return step == steps.size();
    }

    /** The next link; {@link #sealed} must follow before the one after it. */
    Draft next(Instant at) {
        priority++;
        if (state != LinkState.OWNED) {
            return answer(at);
        }
        if (priority > 1 && words.chance(COMMENT)) {
            return comment(at);
        }
        Group next = group(steps.get(step));
        if (!next.equals(holder)) {
            return words.chance(PUSH) ? transfer(LinkState.PUSHING, next, at) : transfer(LinkState.PULLING, next, at);
        }
        String action = steps.get(step++).key();
        lastForm = Optional.of(action);
        return draft(action, lastForm, forms.form(action, facts, words, at), holder.owner(), parties, at);
    }

    /** Takes note of the hash that the last draft got. */
    void sealed(LinkHash hash) {
        head = Optional.of(hash);
    }

    private Draft comment(Instant at) {
        boolean amongOthers =
                workflow.encrypted() && !holder.owner().equals(ours) && words.chance(COMMENT_AMONG_OTHERS);
        List<Organisation> readers = amongOthers
                ? parties.stream().filter(party -> !party.equals(ours)).toList()
                : parties;
        lastForm = Optional.of(Catalogue.COMMENT);
        return draft(Catalogue.COMMENT, lastForm, Forms.comment(facts, words), holder.owner(), readers, at);
    }

    private Draft transfer(LinkState transfer, Group to, Instant at) {
        state = transfer;
        input = Optional.of(to);
        boolean pushed = transfer == LinkState.PUSHING;
        Organisation author = pushed ? holder.owner() : to.owner();
        String action = pushed ? "_PUSH_OWNERSHIP_" : "_PULL_OWNERSHIP_";
        return draft(action, Optional.empty(), Forms.transfer(facts, words), author, parties, at);
    }

    /** Accepts or rejects what is being pushed or pulled. */
    private Draft answer(Instant at) {
        Group to = input.orElseThrow();
        Organisation author = state == LinkState.PUSHING ? to.owner() : holder.owner();
        boolean accepted = words.chance(ACCEPTED);
        state = LinkState.OWNED;
        input = Optional.empty();
        holder = accepted ? to : holder;
        String action = accepted ? "_ACCEPT_TRANSFER_" : "_REJECT_TRANSFER_";
        return draft(action, Optional.empty(), Forms.transfer(facts, words), author, parties, at);
    }

    private Draft draft(
            String action,
            Optional<String> form,
            ObjectNode data,
            Organisation author,
            List<Organisation> readers,
            Instant at) {
        return new Draft(
                workflow,
                trace,
                head,
                priority,
                state,
                action,
                holder,
                input,
                form,
                form.isPresent() ? Optional.empty() : lastForm,
                data,
                author,
                words.chance(BY_PERSON),
                readers,
                at);
    }

    private Group group(Action action) {
        return workflow.group(action.group()).orElseThrow();
    }
}
