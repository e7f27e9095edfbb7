"""One module an activity, one function an act; each opens its unit of work once, and the actor comes first."""
