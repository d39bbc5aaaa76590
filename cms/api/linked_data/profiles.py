def profiles(*, telegram: str, instagram: str) -> list[str]:
    """Return the addresses of profiles on the networks that have one."""
    addresses = (("https://t.me/{}", telegram), ("https://www.instagram.com/{}/", instagram))
    return [address.format(handle) for address, handle in addresses if handle]
