import stripe

charge = stripe.Charge.list
