package io.traceconnector.sandbox.account;

import io.traceconnector.sandbox.world.Account;
import io.traceconnector.sandbox.world.World;

/** Accounts as one of them sees them. */
public record AccountView(World world, Account viewer, PublishedKeys keys) {

    public AccountNode of(Account account) {
        return new AccountNode(this, account);
    }

    public AccountNode of(long account) {
        return of(world.requireAccount(account));
    }
}
