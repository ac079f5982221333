//! What is written to people. Plain text; the only links are one-time ones of this site.

use crate::server::{email::Email, mail::Letter, storage::Origin};

pub fn confirm_sign_up(link: &str) -> Letter {
    Letter {
        subject: "Confirm your e-mail address",
        text: format!(
            "Somebody, most likely you, asked for a Latchkey account with this address.\n\n\
             To make it, open this link within 30 minutes, and give the password that was chosen:\n{link}\n\n\
             If it wasn't you, there is nothing to do: without the link no account is made.\n"
        ),
    }
}

pub fn already_signed_up(site: &str) -> Letter {
    Letter {
        subject: "You have an account already",
        text: format!(
            "Somebody, most likely you, asked for a Latchkey account with this address. There is one already.\n\n\
             To use it, sign in, or ask for a new password there:\n{site}sign-in\n\n\
             If it wasn't you, there is nothing to do.\n"
        ),
    }
}

pub fn confirm_email(link: &str) -> Letter {
    Letter {
        subject: "Confirm your new e-mail address",
        text: format!(
            "To use this address for your Latchkey account, open this link within 30 minutes:\n{link}\n\n\
             If you didn't ask for it, there is nothing to do.\n"
        ),
    }
}

pub fn email_change_asked(new: &Email) -> Letter {
    Letter {
        subject: "Somebody asked to change your e-mail address",
        text: format!(
            "Somebody, most likely you, asked to use the address {} for your Latchkey account instead of this one. \
             A link was sent there.\n\nIf it wasn't you, change your password now: that voids the link.\n",
            new.as_str()
        ),
    }
}

pub fn reset_password(link: &str) -> Letter {
    Letter {
        subject: "Reset your password",
        text: format!(
            "Somebody, most likely you, asked to reset the password of your Latchkey account.\n\n\
             To choose a new one, open this link within 30 minutes; it works once, and signs out every device:\n{link}\n\n\
             If it wasn't you, there is nothing to do: the password stays as it is.\n"
        ),
    }
}

pub fn password_changed(origin: &Origin) -> Letter {
    Letter {
        subject: "Your password was changed",
        text: format!(
            "The password of your Latchkey account was changed on {} ({}).\n\n\
             If it wasn't you, ask for a new password on the sign-in page at once: that signs out every device.\n",
            origin.device_name, origin.location
        ),
    }
}

pub fn email_changed(new: &Email) -> Letter {
    Letter {
        subject: "Your e-mail address was changed",
        text: format!(
            "Your Latchkey account now uses the address {}, no longer this one.\n\n\
             If it wasn't you, write to whoever runs the server.\n",
            new.as_str()
        ),
    }
}
